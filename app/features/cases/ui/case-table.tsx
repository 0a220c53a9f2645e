import { ClipboardList, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueMoments } from '#app/features/workflow/deadlines.queries.server.ts'
import { DueIn } from '#app/features/workflow/ui/due-in.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterMenu } from '#app/ui/data/filter.tsx'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import type { RowSelection } from '#app/ui/data/use-row-selection.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { CASES, type CaseKind } from '../case.model.ts'
import type { CaseFilter } from '../case.schema.ts'
import type { CaseRow } from '../cases.queries.server.ts'
import { DueDay } from './due-day.tsx'

type Props = {
	kind: CaseKind
	filter: CaseFilter
	partner: boolean
	page: { items: CaseRow[]; nextCursor: string | null }
	due: DueMoments
	/** What an empty list offers. */
	firstStep?: ReactNode
	/** Where several can be moved at once: which are chosen, and what can be done with them. */
	selection?: RowSelection
	bulk?: ReactNode
}

/** Kinds that partners see. */
type PartnerKind = 'complaint' | 'return' | 'supplier_onboarding'

const SEVERITIES = ['minor', 'major', 'critical'] as const

/** The address of a list narrowed so. */
function addressOf(kind: CaseKind, filter: CaseFilter): string {
	const search = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])))
	return `${CASES[kind].path}${search.size > 0 ? `?${search}` : ''}`
}

/** Cases of one kind with what narrows them. */
export function CaseTable({ kind, filter, partner, page, due, firstStep, selection, bulk }: Props) {
	const { t } = useTranslation('cases')
	const { cursor: _cursor, ...first } = filter
	const narrowed = Object.values(first).some(Boolean)
	return (
		<DataTable
			caption={t(`kinds.${kind}.title`)}
			rows={page.items}
			rowKey={(row) => row.id}
			rowName={(row) => row.number}
			selection={selection}
			bulk={bulk}
			toolbar={<Toolbar kind={kind} filter={filter} partner={partner} />}
			empty={
				narrowed ? (
					<EmptyState icon={Search} title={t('list.noneFound')}>
						{t('list.noneFoundText')}
					</EmptyState>
				) : (
					<EmptyState icon={ClipboardList} title={t(`kinds.${kind}.empty`)} action={firstStep}>
						{t(partner ? `partner.${kind as PartnerKind}.subtitle` : `kinds.${kind}.emptyText`)}
					</EmptyState>
				)
			}
			pager={
				page.nextCursor || filter.cursor ? (
					<Pager
						summary={t('list.shown', { count: page.items.length })}
						{...(filter.cursor ? { previousHref: addressOf(kind, first) } : {})}
						{...(page.nextCursor ? { nextHref: addressOf(kind, { ...first, cursor: page.nextCursor }) } : {})}
					/>
				) : undefined
			}
			columns={useColumns(kind, partner, due)}
		/>
	)
}

function useColumns(kind: CaseKind, partner: boolean, due: DueMoments) {
	const { t } = useTranslation('cases')
	const { say, date } = useReader()
	const withParty = !partner && (kind === 'complaint' || kind === 'return' || kind === 'supplier_onboarding')
	return [
		{
			key: 'number',
			header: t('field.number'),
			role: 'key' as const,
			cell: (row: CaseRow) => (
				<>
					<AppLink to={`${CASES[kind].path}/${row.id}`} className="mono">
						{row.number}
					</AppLink>
					<CellSub>{row.title}</CellSub>
				</>
			),
		},
		{
			key: 'topic',
			header: t(`topicOf.${kind}`),
			cell: (row: CaseRow) => (row.topic ? t(`topic.${row.topic}`) : '–'),
		},
		...(withParty
			? [{ key: 'party', header: t('field.party'), cell: (row: CaseRow) => (row.party ? say(row.party.name) : '–') }]
			: []),
		{
			key: 'opened',
			header: t('field.opened'),
			cell: (row: CaseRow) => (
				<>
					{date(row.openedAt)}
					{row.openedBy && <CellSub>{row.openedBy}</CellSub>}
				</>
			),
		},
		...(partner
			? []
			: [
					{
						key: 'responsible',
						header: t('field.responsible'),
						cell: (row: CaseRow) => row.responsible?.name ?? '–',
					},
					{
						key: 'due',
						header: t('field.due'),
						cell: (row: CaseRow) => (
							<>
								{row.dueOn ? <DueDay one={row} /> : '–'}
								{row.openActions > 0 && <CellSub>{t('list.openActions', { count: row.openActions })}</CellSub>}
							</>
						),
					},
				]),
		{
			key: 'status',
			header: t('field.status'),
			role: 'aside' as const,
			cell: (row: CaseRow) => (
				<>
					<StatusText tone={row.state.tone} label={say(row.state.title)} />
					<DueIn at={due[row.id]} />
				</>
			),
		},
	]
}

function Toolbar({ kind, filter, partner }: Pick<Props, 'kind' | 'filter' | 'partner'>) {
	const { t } = useTranslation('cases')
	const { cursor: _cursor, ...first } = filter
	const choices = <K extends 'standing' | 'topic' | 'severity'>(key: K, values: readonly string[], word: string) => [
		{ label: t('list.any'), to: addressOf(kind, { ...first, [key]: undefined }), chosen: !filter[key] },
		...values.map((value) => ({
			label: t(`${word}.${value}` as 'severity.minor'),
			to: addressOf(kind, { ...first, [key]: value }),
			chosen: filter[key] === value,
		})),
	]
	return (
		<TableToolbar>
			<ListSearch label={t('list.search')} />
			<FilterMenu
				label={t('field.status')}
				value={filter.standing && t(`standing.${filter.standing}`)}
				items={choices('standing', ['open', 'closed'], 'standing')}
			/>
			<FilterMenu
				label={t(`topicOf.${kind}`)}
				value={filter.topic && t(`topic.${filter.topic}` as 'topic.other')}
				items={choices('topic', CASES[kind].topics, 'topic')}
			/>
			{!partner && (kind === 'capa' || kind === 'complaint') && (
				<FilterMenu
					label={t('field.severity')}
					value={filter.severity && t(`severity.${filter.severity}`)}
					items={choices('severity', SEVERITIES, 'severity')}
				/>
			)}
			{!partner && (
				<FilterMenu
					label={t('field.responsible')}
					value={filter.mine && t('list.mine')}
					items={[
						{ label: t('list.any'), to: addressOf(kind, { ...first, mine: undefined }), chosen: !filter.mine },
						{ label: t('list.mine'), to: addressOf(kind, { ...first, mine: '1' }), chosen: filter.mine === '1' },
					]}
				/>
			)}
		</TableToolbar>
	)
}
