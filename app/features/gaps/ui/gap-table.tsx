import { CircleCheckBig } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { GAP_KINDS, SEVERITIES } from '../gap.model.ts'
import { type GapWay, wayOf } from '../gap-way.ts'
import type { GapFilter, GapOverview, GapRow } from '../gaps.queries.server.ts'
import type { OpenFix } from './fix-dialog.tsx'
import { SEVERITY_TONES, useExplanation } from './gap-words.ts'

type Props = {
	filter: GapFilter
	page: { items: GapRow[]; nextCursor: string | null }
	overview: GapOverview
	onFix: (fix: OpenFix) => void
}

const address = ({ kind, severity, explained, cursor }: GapFilter): string => {
	const given = { kind, severity, explained: explained ? '1' : undefined, cursor }
	const search = new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value ? [[key, value]] : [])))
	return `/gaps${search.size > 0 ? `?${search}` : ''}`
}

/** Gaps with what they mean and what closes them, the gravest first. */
export function GapTable({ filter, page, overview, onFix }: Props) {
	const { t } = useTranslation('gaps')
	const { say, date } = useReader()
	const explain = useExplanation()
	const { cursor: _cursor, ...first } = filter
	return (
		<DataTable
			caption={t('title')}
			rows={page.items}
			rowKey={(gap) => gap.id}
			toolbar={
				<TableToolbar>
					<Filters filter={first} overview={overview} />
				</TableToolbar>
			}
			empty={
				<EmptyState icon={CircleCheckBig} title={t(overview.lastRun ? 'empty.title' : 'empty.never')}>
					{t(overview.lastRun ? 'empty.text' : 'empty.neverText')}
				</EmptyState>
			}
			pager={
				page.nextCursor || filter.cursor ? (
					<Pager
						summary={t('shown', { count: page.items.length })}
						{...(filter.cursor ? { previousHref: address(first) } : {})}
						{...(page.nextCursor ? { nextHref: address({ ...first, cursor: page.nextCursor }) } : {})}
					/>
				) : undefined
			}
			columns={[
				{
					key: 'lot',
					header: t('column.lot'),
					role: 'key',
					cell: (gap) => (
						<>
							<AppLink to={`/lots/${gap.lot.id}`} className="mono">
								{gap.lot.code}
							</AppLink>
							<CellSub>{say(gap.lot.itemName)}</CellSub>
						</>
					),
				},
				{
					key: 'severity',
					header: t('column.severity'),
					role: 'aside',
					cell: (gap) => <StatusText tone={SEVERITY_TONES[gap.severity]} label={t(`severity.${gap.severity}`)} />,
				},
				{
					key: 'what',
					header: t('column.what'),
					cell: (gap) => (
						<>
							<span className="font-medium">{t(`kind.${gap.kind}`)}</span>
							<span className="block max-w-prose text-12 text-text-2">{explain(gap)}</span>
							{gap.accepted && (
								<span className="block text-12 text-text-3">
									{t('explainedBy', {
										who: gap.accepted.by ?? '–',
										when: date(gap.accepted.at),
										reason: gap.accepted.reason,
									})}
								</span>
							)}
						</>
					),
				},
				{ key: 'supplier', header: t('column.supplier'), cell: (gap) => (gap.supplier ? say(gap.supplier) : '–') },
				{ key: 'since', header: t('column.since'), cell: (gap) => date(gap.firstSeenAt) },
				{
					key: 'fix',
					header: t('column.fix'),
					headerHidden: true,
					align: 'end',
					cell: (gap) => <FixButtons gap={gap} onFix={onFix} />,
				},
			]}
		/>
	)
}

function Filters({ filter, overview }: { filter: GapFilter; overview: GapOverview }) {
	const { t } = useTranslation('gaps')
	return (
		<>
			<FilterMenu
				label={t('column.what')}
				value={filter.kind && t(`kind.${filter.kind}`)}
				items={[
					{ label: t('any'), to: address({ ...filter, kind: undefined }), chosen: !filter.kind },
					...GAP_KINDS.map((kind) => ({
						label: `${t(`kind.${kind}`)} (${overview.counts[kind] ?? 0})`,
						to: address({ ...filter, kind }),
						chosen: filter.kind === kind,
					})),
				]}
			/>
			<FilterMenu
				label={t('column.severity')}
				value={filter.severity && t(`severity.${filter.severity}`)}
				items={[
					{ label: t('any'), to: address({ ...filter, severity: undefined }), chosen: !filter.severity },
					...SEVERITIES.map((severity) => ({
						label: t(`severity.${severity}`),
						to: address({ ...filter, severity }),
						chosen: filter.severity === severity,
					})),
				]}
			/>
			<FilterLink
				label={t('open')}
				count={overview.total}
				to={address({ ...filter, explained: false })}
				on={!filter.explained}
			/>
			<FilterLink
				label={t('explained')}
				count={overview.explained}
				to={address({ ...filter, explained: true })}
				on={filter.explained === true}
			/>
		</>
	)
}

/** What the way to close it is called. */
const wordOf = ({ kind }: GapRow, way: GapWay) => {
	if (kind === 'time-order' && 'how' in way) return 'time-order-dates' as const
	if (kind === 'duplicate-code' && 'how' in way) return 'duplicate-supplier-lot' as const
	if (kind === 'balance-break') return 'how' in way ? 'balance-break' : 'time-order'
	return kind
}

function FixButtons({ gap, onFix }: { gap: GapRow; onFix: (fix: OpenFix) => void }) {
	const { t } = useTranslation('gaps')
	const ability = useAbility()
	if (!ability.can('update', 'Gap')) return null
	const way = wayOf(gap)
	// A receipt is recorded by who records events.
	const barred = 'how' in way && way.how === 'receipt' && !ability.can('create', 'TraceEvent')
	const label = t(`way.${wordOf(gap, way)}`)
	return (
		<span className="inline-flex flex-wrap justify-end gap-2">
			{barred ? null : 'to' in way ? (
				<ButtonLink to={way.to} size="sm">
					{label}
				</ButtonLink>
			) : (
				<Button size="sm" onClick={() => onFix({ gap, how: way.how })}>
					{label}
				</Button>
			)}
			{!gap.accepted && (
				<Button size="sm" variant="ghost" onClick={() => onFix({ gap, how: 'accept' })}>
					{t('explain')}
				</Button>
			)}
		</span>
	)
}
