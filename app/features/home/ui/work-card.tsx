import { useSearchParams } from '@remix-run/react'
import { ClipboardCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { todayIn } from '#app/core/local-date.ts'
import { type DueGroup, dueDay, statusOf, WORK_KINDS, type WorkItem, workLink } from '#app/features/work/work.model.ts'
import type { Work, WorkCounts } from '#app/features/work/work.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { StatusLooks } from '../status-looks.server.ts'

type Looks = Record<string, StatusLooks>

const TONES: Record<string, Tone> = {
	draft: 'draft',
	in_review: 'waiting',
	approved: 'released',
}

/** What is asked of the reader, the most urgent first; narrowed by kind in the address. */
export function WorkCard({ work, counts, looks }: { work: Work; counts: WorkCounts; looks: Looks }) {
	const { t } = useTranslation('home')
	const [search] = useSearchParams()
	const kind = WORK_KINDS.find((one) => one === search.get('kind'))
	const all = work.flatMap((part) => part.items)
	const kinds = WORK_KINDS.filter((one) => counts.kinds[one])
	const more = counts.all - all.length
	const shown = work
		.map((part) => ({ ...part, items: part.items.filter((item) => !kind || item.kind === kind) }))
		.filter((part) => part.items.length > 0)
	return (
		<Card
			padding="flush"
			title={
				<span className="inline-flex items-center gap-2">
					{t('work.title')} <Count value={counts.all} />
				</span>
			}
			actions={<AppLink to="/work">{more > 0 ? t('work.more', { count: more }) : t('work.toList')}</AppLink>}
		>
			<DataTable
				caption={t('work.caption')}
				rowKey={(item) => `${item.kind}${item.id}`}
				groups={shown.map((part) => ({
					key: part.group,
					title: <GroupTitle group={part.group} count={part.items.length} />,
					...(part.group === 'overdue' ? { tone: 'rejected' as const } : {}),
					rows: part.items,
				}))}
				toolbar={
					kinds.length > 1 && (
						<TableToolbar>
							<FilterLink label={t('work.all')} to="/" on={!kind} />
							{kinds.map((one) => (
								<FilterLink
									key={one}
									label={t(`workKind.${one}`)}
									count={counts.kinds[one]}
									to={more > 0 ? `/work?kind=${one}` : `/?kind=${one}`}
									on={kind === one}
								/>
							))}
						</TableToolbar>
					)
				}
				empty={
					<EmptyState icon={ClipboardCheck} title={t('work.empty')}>
						{t('work.emptyText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'due',
						header: t('work.due'),
						className: 'w-28',
						cell: (item) => <Due item={item} group={work.find((part) => part.items.includes(item))?.group ?? 'open'} />,
					},
					{ key: 'what', header: t('work.what'), role: 'key', cell: (item) => <What item={item} /> },
					{ key: 'kind', header: t('work.kind'), cell: (item) => t(`workKind.${item.kind}`) },
					{
						key: 'status',
						header: t('work.status'),
						role: 'aside',
						cell: (item) => <Status item={item} looks={looks} />,
					},
					{ key: 'from', header: t('work.from'), cell: (item) => <From item={item} /> },
					{
						key: 'open',
						role: 'plain',
						header: t('work.open'),
						headerHidden: true,
						align: 'end',
						cell: (item) => (
							<ButtonLink to={workLink(item)} size="sm" aria-label={`${t('work.open')} ${item.code}`}>
								{t('work.open')}
							</ButtonLink>
						),
					},
				]}
			/>
		</Card>
	)
}

function GroupTitle({ group, count }: { group: DueGroup; count: number }) {
	const { t } = useTranslation('home')
	return (
		<span className="inline-flex items-center gap-2">
			{group === 'overdue' && <TriangleAlert aria-hidden="true" className="size-3.5!" />}
			{t(`work.group.${group}`, { count })}
		</span>
	)
}

const HOUR = 3_600_000

export function Due({ item, group }: { item: WorkItem; group: DueGroup }) {
	const { t } = useTranslation('home')
	const { now, date, dateTime, relative, time, timeZone } = useReader()
	const day = dueDay(item, (moment) => todayIn(timeZone, new Date(moment)))
	if (!day) return <span className="text-text-2">{relative(item.since, now)}</span>
	const byMoment = item.dueAt && todayIn(timeZone, new Date(item.dueAt)) === day ? item.dueAt : null
	const title = byMoment ? dateTime(byMoment) : date(day)
	if (group === 'overdue') {
		const late = Date.parse(now) - Date.parse(byMoment ?? `${day}T23:59:59Z`)
		const hours = Math.max(1, Math.floor(late / HOUR))
		return (
			<span title={title} className="font-medium whitespace-nowrap text-rejected-fg">
				{hours < 24 ? t('work.lateHours', { count: hours }) : t('work.lateDays', { count: Math.floor(hours / 24) })}
			</span>
		)
	}
	return (
		<span title={title} className="whitespace-nowrap">
			{group === 'today' ? (byMoment ? time(byMoment) : t('work.today')) : date(day)}
		</span>
	)
}

export function What({ item }: { item: WorkItem }) {
	const { say } = useReader()
	return (
		<AppLink to={workLink(item)}>
			<span className="mono">{item.code}</span>
			{item.title && <CellSub>{typeof item.title === 'string' ? item.title : say(item.title)}</CellSub>}
		</AppLink>
	)
}

function From({ item }: { item: WorkItem }) {
	const { say } = useReader()
	return (
		<span className="text-text-2">
			{item.from === null ? '–' : typeof item.from === 'string' ? item.from : say(item.from)}
		</span>
	)
}

const GRAVE: Record<string, Tone> = { minor: 'draft', major: 'warn', critical: 'rejected' }

/** The status as the record's workflow names it, and how grave a quality record is. */
export function Status({ item, looks }: { item: WorkItem; looks: Looks }) {
	const { t } = useTranslation('home')
	const { say } = useReader()
	const look = looks[statusOf(item) ?? '']?.[item.status]
	return (
		<>
			<StatusText
				tone={look?.tone ?? TONES[item.status] ?? 'active'}
				label={look ? say(look.title) : t(`status.${item.status}`, { defaultValue: item.status })}
			/>
			{item.severity && (
				<CellSub>
					<StatusText tone={GRAVE[item.severity] ?? 'draft'} label={t(`severity.${item.severity}`)} />
				</CellSub>
			)}
		</>
	)
}
