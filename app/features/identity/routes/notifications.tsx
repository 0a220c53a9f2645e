import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Bell, BellDot, Settings2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays, todayIn } from '#app/core/local-date.ts'
import { NOTICE_KINDS } from '#app/features/notifications/notice-event.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { listNotices, type Notice } from '../account.queries.server.ts'
import { markNoticesRead } from '../mark-notices-read.server.ts'

export const meta: MetaFunction = () => [{ title: 'Notifications · 通知 · Lotline 批迹' }]

const NEEDS = { can: ['read', 'Home'] } as const

const searchSchema = z.object({
	kind: z.enum(NOTICE_KINDS).optional().catch(undefined),
	unread: z.literal('1').optional().catch(undefined),
	before: z.uuid().optional().catch(undefined),
})
const markSchema = z.object({ id: z.uuid().optional().catch(undefined), kind: searchSchema.shape.kind })

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const { kind, unread, before = null } = search
	return withContext(args, NEEDS, async (ctx) => ({
		...(await listNotices(ctx, { kind, unread: unread === '1', before })),
		search,
	}))
}

export async function action(args: ActionFunctionArgs) {
	const { id, kind } = markSchema.parse(Object.fromEntries(await args.request.formData()))
	await withContext(args, NEEDS, (ctx) => markNoticesRead(ctx, id ? { id } : kind ? { kind } : 'all'))
	return { ok: true as const }
}

/** What happened that concerns the reader, by day; of one kind or what is not read yet alone. */
export default function Notifications() {
	const { notices, nextCursor, counts, search } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const intent = useIntent()
	const { kind, unread } = search
	return (
		<>
			<PageHead
				title={t('notices.title')}
				subtitle={counts.unread > 0 ? t('notices.unread', { count: counts.unread }) : t('notices.subtitle')}
				actions={
					<>
						<ButtonLink to="/account/notifications" icon={Settings2}>
							{t('notices.settings')}
						</ButtonLink>
						{counts.unread > 0 && (
							<Button busy={intent.busy} onClick={() => intent.send(kind ? { kind } : {})}>
								{t(kind ? 'notices.markKind' : 'notices.markAll')}
							</Button>
						)}
					</>
				}
			/>
			<Card padding="flush">
				{counts.all > 0 && <Filters />}
				{notices.length === 0 ? (
					<EmptyState
						icon={Bell}
						title={t(kind || unread ? 'notices.noneFound' : 'notices.empty')}
						titleLevel={2}
						action={(kind || unread) && <ButtonLink to="/notifications">{t('notices.showAll')}</ButtonLink>}
					>
						{t(kind || unread ? 'notices.noneFoundText' : 'notices.emptyText')}
					</EmptyState>
				) : (
					<Days notices={notices} onRead={(id) => intent.send({ id })} />
				)}
				{nextCursor && <Pager nextHref={addressOf({ ...search, before: nextCursor })} />}
			</Card>
		</>
	)
}

const addressOf = (search: z.output<typeof searchSchema>): string => {
	const params = new URLSearchParams(Object.entries(search).flatMap(([key, value]) => (value ? [[key, value]] : [])))
	return params.size > 0 ? `/notifications?${params}` : '/notifications'
}

function Filters() {
	const { counts, search } = useLoaderData<typeof loader>()
	const { t } = useTranslation(['identity', 'notifications'])
	const { kind, unread } = search
	return (
		<TableToolbar>
			<FilterLink label={t('notices.all')} count={counts.all} to="/notifications" on={!kind && !unread} />
			<FilterLink
				label={t('notices.onlyUnread')}
				count={counts.unread}
				to={addressOf({ kind, unread: unread ? undefined : '1' })}
				on={unread === '1'}
			/>
			{NOTICE_KINDS.filter((one) => counts.kinds[one] || one === kind).map((one) => (
				<FilterLink
					key={one}
					label={t(`notifications:kind.${one}`)}
					count={counts.kinds[one] ?? 0}
					to={addressOf({ kind: one === kind ? undefined : one, unread })}
					on={one === kind}
				/>
			))}
		</TableToolbar>
	)
}

/** Notices under the day on which they came, as the reader's zone has it. */
function Days({ notices, onRead }: { notices: readonly Notice[]; onRead: (id: string) => void }) {
	const { t } = useTranslation('identity')
	const { say, date, time, now, timeZone } = useReader()
	const today = todayIn(timeZone, new Date(now))
	const days = Map.groupBy(notices, (notice) => todayIn(timeZone, new Date(notice.createdAt)))
	const nameOf = (day: string) =>
		day === today ? t('notices.today') : day === addDays(today, -1) ? t('notices.yesterday') : date(day)
	return [...days].map(([day, own]) => (
		<section key={day} aria-label={nameOf(day)}>
			<h2 className="border-y border-line bg-surface-2 px-4 py-1.5 text-12 font-semibold text-text-2">{nameOf(day)}</h2>
			<ListRows
				label={nameOf(day)}
				rows={own.map((notice) => ({
					key: notice.id,
					icon: notice.readAt ? Bell : BellDot,
					...(notice.readAt ? {} : { tone: 'accent' as const }),
					title: <span className={notice.readAt ? undefined : 'font-semibold'}>{say(notice.title)}</span>,
					detail: `${time(notice.createdAt)} · ${t(`notifications:kind.${notice.kind}`)}`,
					to: notice.href,
					aside: !notice.readAt && (
						<Button
							size="sm"
							variant="ghost"
							aria-label={`${t('notices.mark')}: ${say(notice.title)}`}
							onClick={() => onRead(notice.id)}
						>
							{t('notices.mark')}
						</Button>
					),
				}))}
			/>
		</section>
	))
}
