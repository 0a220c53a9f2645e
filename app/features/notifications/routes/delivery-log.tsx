import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { MailCheck, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { LOG_CHANNELS, LOG_STATUSES, listDeliveries } from '../delivery-log.queries.server.ts'
import { resendDeliveries } from '../resend-deliveries.server.ts'
import { DeliveryTable } from '../ui/delivery-table.tsx'

const searchSchema = z.object({
	channel: z.enum(LOG_CHANNELS).optional().catch(undefined),
	status: z.enum(LOG_STATUSES).optional().catch(undefined),
	q: z.string().max(200).optional().catch(undefined),
	before: z
		.string()
		.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z~[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Mail'] }, async (ctx) => ({
		...(await listDeliveries(ctx, search)),
		search,
		channels: LOG_CHANNELS,
		statuses: LOG_STATUSES,
		title: serverText(ctx.language, 'notifications')('log.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

const names = z.array(z.string().regex(/^(mail|webhook):[0-9a-f-]{36}$/)).max(500)

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true; done: string }> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'notifications')
	const asked = String((await args.request.formData()).get('which') ?? '')
	const parsed = names.safeParse(asked.split(','))
	if (asked !== 'all' && !parsed.success) return wholeRefusal(t('refused.none-failed'))
	const which =
		asked === 'all'
			? ('all-failed' as const)
			: (parsed.data ?? []).map((name) => {
					const [channel, id = ''] = name.split(':')
					return { channel: channel === 'webhook' ? ('webhook' as const) : ('mail' as const), id }
				})
	const sent = await withContext(args, { can: ['update', 'Mail'] }, (ctx) => resendDeliveries(ctx, which))
	return sent.ok
		? { ok: true, done: t('log.resent', { count: sent.value }) }
		: wholeRefusal(t(`refused.${sent.error.code}`))
}

/** Who was told what, how it went, and what lies as a dead letter. */
export default function DeliveryLog() {
	const { deliveries, nextCursor, failed, search, channels, statuses, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	const [params] = useSearchParams()
	const intent = useIntent()
	const narrowed = Boolean(search.q || search.channel || search.status)
	return (
		<>
			<PageHead title={title} subtitle={t('log.subtitle')} />
			{failed > 0 && (
				<Note
					tone="block"
					className="mb-4"
					title={t('log.dead', { count: failed })}
					actions={
						<Button icon={RotateCw} busy={intent.busy} onClick={() => intent.send({ which: 'all' })}>
							{t('log.resendAll')}
						</Button>
					}
				>
					{t('log.deadText')}
				</Note>
			)}
			<Card padding="flush">
				<DeliveryTable
					deliveries={deliveries}
					nextHref={nextCursor ? listAddress(params, { before: nextCursor }) : null}
					filters={
						<>
							<ListSearch label={t('log.search')} />
							<FilterLink label={t('log.all')} to={listAddress(params, { channel: null })} on={!search.channel} />
							{channels.map((one) => (
								<FilterLink
									key={one}
									label={t(`channel.${one}`)}
									to={listAddress(params, { channel: one })}
									on={search.channel === one}
								/>
							))}
							{statuses.map((one) => (
								<FilterLink
									key={one}
									label={t(`deliveryStatus.${one}`)}
									{...(one === 'failed' ? { count: failed } : {})}
									to={listAddress(params, { status: search.status === one ? null : one })}
									on={search.status === one}
								/>
							))}
						</>
					}
					empty={{
						icon: MailCheck,
						title: t(narrowed ? 'log.noneFound' : 'log.empty'),
						text: t(narrowed ? 'log.noneFoundText' : 'log.emptyText'),
					}}
				/>
			</Card>
		</>
	)
}
