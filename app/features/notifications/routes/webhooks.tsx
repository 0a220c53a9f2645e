import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { createWebhook } from '../manage-webhook.server.ts'
import { WebhookDialog } from '../ui/webhook-dialog.tsx'
import { webhookSchema } from '../webhook.schema.ts'
import { listWebhooks, type WebhookRow } from '../webhooks.queries.server.ts'
import { workflowEvents } from '../workflow-events.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Webhook'] }, async (ctx) => ({
		webhooks: await listWebhooks(ctx),
		told: await workflowEvents(ctx),
		title: serverText(ctx.language, 'notifications')('webhooks.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true; secret: string; id: string }> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'notifications')
	const form = await args.request.formData()
	const parsed = webhookSchema.safeParse({ ...Object.fromEntries(form), events: form.getAll('events') })
	if (!parsed.success) return formRefusal(parsed.error, t)
	const made = await withContext(args, { can: ['create', 'Webhook'] }, (ctx) => createWebhook(ctx, parsed.data))
	if (made.ok) return { ok: true, secret: made.value.secret, id: made.value.id }
	const message = t(`refused.${made.error.code}`)
	return made.error.code === 'url-closed' ? fieldRefusal('url', message) : wholeRefusal(message)
}

/** Where the tenant's events go. */
export default function Webhooks() {
	const { webhooks, told, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	const [making, setMaking] = useState(false)
	const make = (
		<Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
			{t('webhooks.new')}
		</Button>
	)
	return (
		<>
			<PageHead title={title} subtitle={t('webhooks.subtitle')} actions={make} />
			<Card padding="flush">
				{webhooks.length === 0 ? (
					<EmptyState icon={Webhook} title={t('webhooks.empty')} titleLevel={2}>
						{t('webhooks.emptyText')}
					</EmptyState>
				) : (
					<WebhookTable webhooks={webhooks} />
				)}
			</Card>
			<WebhookDialog told={told} open={making} onOpenChange={setMaking} />
		</>
	)
}

function WebhookTable({ webhooks }: { webhooks: readonly WebhookRow[] }) {
	const { t } = useTranslation('notifications')
	return (
		<DataTable
			caption={t('webhooks.title')}
			rows={webhooks}
			rowKey={(row) => row.id}
			columns={[
				{
					key: 'name',
					header: t('webhooks.name'),
					role: 'key',
					cell: (row) => (
						<AppLink to={`/webhooks/${row.id}`}>
							{row.name}
							<CellSub mono>{row.url}</CellSub>
						</AppLink>
					),
				},
				{
					key: 'events',
					header: t('webhooks.events'),
					cell: (row) => (
						<span className="flex flex-wrap gap-1">
							{row.events.map((event) => (
								<Tag key={event}>{event}</Tag>
							))}
						</span>
					),
				},
				{
					key: 'status',
					header: t('webhooks.status'),
					role: 'aside',
					cell: (row) => (
						<StatusText
							tone={row.paused ? 'draft' : row.failed > 0 ? 'warn' : 'released'}
							label={t(row.paused ? 'webhooks.paused' : row.failed > 0 ? 'webhooks.failing' : 'webhooks.active')}
						/>
					),
				},
				{
					key: 'sent',
					header: t('webhooks.thirtyDays'),
					align: 'end',
					cell: (row) => t('webhooks.sentOf', { sent: row.sent, queued: row.queued, failed: row.failed }),
				},
			]}
		/>
	)
}
