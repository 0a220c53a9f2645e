import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { changeWebhook, pingWebhook, removeWebhook, rotateWebhookSecret } from '../manage-webhook.server.ts'
import { resendDeliveries } from '../resend-deliveries.server.ts'
import { WebhookActions } from '../ui/webhook-actions.tsx'
import { WebhookLog } from '../ui/webhook-log.tsx'
import { webhookSchema } from '../webhook.schema.ts'
import { listWebhookDeliveries, listWebhooks } from '../webhooks.queries.server.ts'
import { workflowEvents } from '../workflow-events.queries.server.ts'

const id = z.uuid()

export async function loader(args: LoaderFunctionArgs) {
	const endpointId = id.safeParse(args.params.id)
	if (!endpointId.success) throw new Response('Not Found', { status: 404 })
	const before = id.safeParse(new URL(args.request.url).searchParams.get('before'))
	return withContext(args, { can: ['read', 'Webhook'] }, async (ctx) => {
		const [webhook] = await listWebhooks(ctx, endpointId.data)
		if (!webhook) throw new Response('Not Found', { status: 404 })
		const log = await listWebhookDeliveries(ctx, {
			endpointId: webhook.id,
			...(before.success ? { before: before.data } : {}),
		})
		return { webhook, told: await workflowEvents(ctx), ...log }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.webhook.name ?? ''} · Lotline 批迹` }]

async function act(ctx: Context, endpointId: string, intent: string, delivery: string) {
	switch (intent) {
		case 'ping':
			return pingWebhook(ctx, endpointId)
		case 'pause':
		case 'resume':
			return changeWebhook(ctx, endpointId, { paused: intent === 'pause' })
		case 'rotate':
			return rotateWebhookSecret(ctx, endpointId)
		case 'remove':
			return removeWebhook(ctx, endpointId)
		default:
			return resendDeliveries(ctx, id.safeParse(delivery).success ? [{ channel: 'webhook', id: delivery }] : [])
	}
}

const INTENTS = ['ping', 'pause', 'resume', 'rotate', 'remove', 'resend'] as const

export async function action(
	args: ActionFunctionArgs,
): Promise<Refusal | { ok: true; done: string; secret?: string } | Response> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'notifications')
	const form = await args.request.formData()
	const intent = INTENTS.find((one) => one === form.get('intent'))
	const endpointId = id.safeParse(args.params.id)
	if (form.get('intent') === 'change' && endpointId.success) return change(args, endpointId.data, form, t)
	if (!intent || !endpointId.success) return wholeRefusal(t('refused.not-found'))
	const done = await withContext(args, { can: ['update', 'Webhook'] }, (ctx) =>
		act(ctx, endpointId.data, intent, String(form.get('delivery') ?? '')),
	)
	if (!done.ok) return wholeRefusal(t(`refused.${done.error.code}`))
	if (intent === 'remove') return redirect('/webhooks')
	const value: unknown = done.value
	const secret = typeof value === 'object' && value !== null && 'secret' in value ? String(value.secret) : undefined
	return { ok: true, done: t(`webhooks.did.${intent}`), ...(secret ? { secret } : {}) }
}

async function change(
	args: ActionFunctionArgs,
	endpointId: string,
	form: FormData,
	t: ReturnType<typeof serverText>,
): Promise<Refusal | { ok: true; done: string }> {
	const parsed = webhookSchema
		.extend({ version: z.coerce.number().int() })
		.safeParse({ ...Object.fromEntries(form), events: form.getAll('events') })
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { version: expectedVersion, ...fields } = parsed.data
	const done = await withContext(args, { can: ['update', 'Webhook'] }, (ctx) =>
		changeWebhook(ctx, endpointId, { ...fields, expectedVersion }),
	)
	if (done.ok) return { ok: true, done: t('webhooks.did.change') }
	const message = t(`refused.${done.error.code}`)
	return done.error.code === 'url-closed' ? fieldRefusal('url', message) : wholeRefusal(message)
}

/** An endpoint: what is done with it, and everything that was sent there with what it answered. */
export default function WebhookDetail() {
	const { webhook, told, deliveries, nextCursor } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('webhooks.title'), to: '/webhooks' }]}
				title={webhook.name}
				status={
					<StatusText
						tone={webhook.paused ? 'draft' : 'released'}
						label={t(webhook.paused ? 'webhooks.paused' : 'webhooks.active')}
					/>
				}
				facts={[
					{ label: t('webhooks.url'), value: <span className="mono">{webhook.url}</span> },
					{ label: t('webhooks.events'), value: webhook.events.join(', ') },
					{
						label: t('webhooks.thirtyDays'),
						value: t('webhooks.sentOf', { sent: webhook.sent, queued: webhook.queued, failed: webhook.failed }),
					},
				]}
				actions={<WebhookActions webhook={webhook} told={told} />}
			/>
			<Card title={t('webhooks.log')} padding="flush">
				<WebhookLog deliveries={deliveries} nextHref={nextCursor ? `?before=${nextCursor}` : null} />
			</Card>
		</>
	)
}
