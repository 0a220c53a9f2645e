import { useSearchParams } from '@remix-run/react'
import { Check, ClipboardCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Due, Status, What } from '#app/features/home/ui/work-card.tsx'
import { untilInWords } from '#app/features/workflow/ui/stand-in-time.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { FilterChooser } from '#app/ui/data/filter-chooser.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Pager } from '#app/ui/data/pager.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { InternalWork } from '../routes/list.tsx'
import { WORK_KINDS, type WorkItem, workLink } from '../work.model.ts'
import { DoneDialog } from './done-dialog.tsx'

/** Work by due date with what each waits for and who can act. */
export function WorkTable({ list }: { list: InternalWork }) {
	const { t } = useTranslation('work')
	const { t: tHome } = useTranslation('home')
	const reader = useReader()
	const { relative, now } = reader
	const [params] = useSearchParams()
	const { work, counts, search, sites } = list
	const address = (changes: Record<string, string | null>) => `/work${listAddress(params, changes)}`
	// Where tasks alone are shown they can be closed together; everything else wants its own page.
	const keys = useMemo(
		() =>
			search.kind === 'task' && !search.of ? work.flatMap((part) => part.items.map((item) => `task${item.id}`)) : [],
		[work, search.kind, search.of],
	)
	const selection = useRowSelection(keys)
	const isNarrowed = Boolean(search.kind || search.overdue || search.site)
	const [done, setDone] = useState<readonly string[]>([])
	const groupOf = (item: WorkItem) => work.find((part) => part.items.includes(item))?.group ?? 'open'
	return (
		<Card padding="flush">
			<DataTable
				caption={t('title')}
				rowKey={(item) => `${item.kind}${item.id}`}
				rowName={(item) => item.code}
				{...(keys.length > 0 ? { selection } : {})}
				bulk={
					<BulkBar selection={selection}>
						<Button
							size="sm"
							icon={Check}
							onClick={() => setDone(selection.keys.map((key) => key.slice('task'.length)))}
						>
							{t('done.action')}
						</Button>
					</BulkBar>
				}
				groups={work.map((part) => ({
					key: part.group,
					title: tHome(`work.group.${part.group}`, { count: part.items.length }),
					...(part.group === 'overdue' ? { tone: 'rejected' as const } : {}),
					rows: part.items,
				}))}
				toolbar={
					<TableToolbar>
						{list.mayTeam && (
							<>
								<FilterLink label={t('mine')} to={address({ of: null })} on={!search.of} />
								<FilterLink label={t('team')} to={address({ of: 'all' })} on={search.of === 'all'} />
							</>
						)}
						<FilterLink
							label={t('overdue')}
							count={counts.overdue}
							to={address({ overdue: search.overdue ? null : '1' })}
							on={search.overdue === '1'}
						/>
						<FilterLink label={t('all')} count={counts.all} to={address({ kind: null })} on={!search.kind} />
						{WORK_KINDS.filter((kind) => counts.kinds[kind] || search.kind === kind).map((kind) => (
							<FilterLink
								key={kind}
								label={tHome(`workKind.${kind}`)}
								count={counts.kinds[kind] ?? 0}
								to={address({ kind })}
								on={search.kind === kind}
							/>
						))}
						{sites.all?.length !== 1 && (
							<FilterChooser
								label={t('site')}
								list={sites}
								values={search.site ? [search.site] : []}
								hrefOf={([site = null]) => address({ site })}
							/>
						)}
					</TableToolbar>
				}
				pager={
					(list.nextCursor || search.after) && (
						<Pager
							{...(search.after ? { previousHref: address({ after: null }) } : {})}
							{...(list.nextCursor ? { nextHref: address({ after: list.nextCursor }) } : {})}
						/>
					)
				}
				empty={
					isNarrowed ? (
						<EmptyState icon={ClipboardCheck} title={t('noneFound')} titleLevel={2}>
							{t('noneFoundText')}
						</EmptyState>
					) : (
						<EmptyState icon={ClipboardCheck} title={tHome('work.empty')} titleLevel={2}>
							{tHome('work.emptyText')}
						</EmptyState>
					)
				}
				columns={[
					{
						key: 'due',
						header: tHome('work.due'),
						className: 'w-28',
						cell: (item) => <Due item={item} group={groupOf(item)} />,
					},
					{ key: 'what', header: tHome('work.what'), role: 'key', cell: (item) => <What item={item} /> },
					{ key: 'kind', header: tHome('work.kind'), cell: (item) => tHome(`workKind.${item.kind}`) },
					{
						key: 'status',
						header: tHome('work.status'),
						role: 'aside',
						cell: (item) => <Status item={item} looks={list.looks} />,
					},
					{
						key: 'waits',
						header: t('waits'),
						cell: (item) => (
							<>
								<Waits item={item} list={list} />
								{item.inNameOf && (
									<CellSub>
										{t('inNameOf', { name: item.inNameOf.name, until: untilInWords(item.inNameOf.until, reader) })}
									</CellSub>
								)}
								<CellSub>
									{t('since', { time: relative(item.since, now) })}
									{item.site && ` · ${item.site}`}
								</CellSub>
								{search.of && <WhoCan item={item} list={list} />}
							</>
						),
					},
					{
						key: 'done',
						header: t('done.action'),
						headerHidden: true,
						align: 'end',
						cell: (item) =>
							item.kind === 'task' &&
							!search.of && (
								<Button size="sm" aria-label={`${t('done.action')} ${item.code}`} onClick={() => setDone([item.id])}>
									{t('done.action')}
								</Button>
							),
					},
					{
						key: 'open',
						role: 'plain',
						header: tHome('work.open'),
						headerHidden: true,
						align: 'end',
						cell: (item) => (
							<ButtonLink to={workLink(item)} size="sm" aria-label={`${tHome('work.open')} ${item.code}`}>
								{tHome('work.open')}
							</ButtonLink>
						),
					},
				]}
			/>
			<DoneDialog
				taskIds={done}
				onClose={() => setDone([])}
				onDone={() => {
					setDone([])
					selection.clear()
				}}
			/>
		</Card>
	)
}

const either = (names: string[], language: string) =>
	new Intl.ListFormat(language, { type: 'disjunction' }).format(names)

/** Kinds of which the steps that lead on say more than the kind does. */
const BY_STEPS: readonly WorkItem['kind'][] = ['case', 'deviation', 'recall', 'order']

/** What it waits for: the steps of its workflow that lead on from where it stands. */
function Waits({ item, list }: { item: WorkItem; list: InternalWork }) {
	const { t } = useTranslation('work')
	const { say, language } = useReader()
	const next = BY_STEPS.includes(item.kind) ? list.next[item.id] : undefined
	return next ? t('next', { steps: either(next.steps.map(say), language) }) : t(`why.${item.kind}`)
}

/** Who can do it: the person or role that it names, or the roles that may take its next step. */
function WhoCan({ item, list }: { item: WorkItem; list: InternalWork }) {
	const { t } = useTranslation('work')
	const { say, language } = useReader()
	const next = list.next[item.id]
	const able = item.kind === 'approval' ? next?.approvers : BY_STEPS.includes(item.kind) ? next?.roles : undefined
	const roles = either((able ?? list.who[item.kind] ?? []).map(say), language)
	const title = item.who ? list.roleTitles[item.who] : undefined
	const who = item.who && !next?.approval ? (title ? say(title) : item.who) : roles
	return who ? <CellSub>{t('who', { roles: who })}</CellSub> : null
}
