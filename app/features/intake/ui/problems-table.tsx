import { useSearchParams } from '@remix-run/react'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { RowProblem } from '../import.model.ts'
import type { ProblemCount } from '../intake.queries.server.ts'
import { attributeKeyOf, isTargetField } from '../target-fields.model.ts'
import { RepairCell } from './repair-cell.tsx'
import { useTargetNames } from './target-names.ts'
import type { ProblemsPage } from './trial-card.tsx'

interface ProblemsTableProps {
	readonly problems: ProblemsPage
	readonly counts: readonly ProblemCount[]
	readonly editable: boolean
	readonly onRepair: (repair: { row: string; column: string; value: string }) => void
}

const isField = (name: string | null): name is string => isTargetField(name) || attributeKeyOf(name) !== null

/** Problems by row, filtered by severity and field, a page at a time. */
export function ProblemsTable({ problems, counts, editable, onRepair }: ProblemsTableProps) {
	const { t } = useTranslation('intake')
	const { number } = useReader()
	const [search] = useSearchParams()
	const columns = useProblemColumns(editable, onRepair)
	const { items, before, total, nextCursor } = problems
	const isFiltered = search.has('severity') || search.has('field')
	return (
		<DataTable
			caption={t('trial.caption')}
			columns={columns}
			rows={items}
			rowKey={(problem) => `${problem.row}.${problem.column}.${problem.code}`}
			toolbar={counts.length > 0 && <ProblemFilters counts={counts} editable={editable} />}
			empty={
				<EmptyState icon={CircleCheck} title={t(isFiltered ? 'trial.noneFiltered' : 'trial.none')}>
					{t(isFiltered ? 'trial.noneFilteredText' : 'trial.noneText')}
				</EmptyState>
			}
			pager={
				items.length > 0 && (
					<Pager
						summary={t('trial.range', {
							from: number(before + 1),
							to: number(before + items.length),
							total: number(total),
						})}
						previousHref={before > 0 ? address(search, { at: null }) : undefined}
						nextHref={nextCursor ? address(search, { at: nextCursor }) : undefined}
					/>
				)
			}
		/>
	)
}

/** The same page with these parameters; null takes one away. */
function address(search: URLSearchParams, changes: Record<string, string | null>): string {
	const next = new URLSearchParams(search)
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) next.delete(name)
		else next.set(name, value)
	}
	return `?${next}`
}

function ProblemFilters({ counts, editable }: { counts: readonly ProblemCount[]; editable: boolean }) {
	const { t } = useTranslation('intake')
	const { nameOf } = useTargetNames()
	const [search] = useSearchParams()
	const severity = search.get('severity')
	const field = search.get('field')
	const sumOf = (kind: ProblemCount['severity']) =>
		counts.filter((one) => one.severity === kind).reduce((sum, one) => sum + one.count, 0)
	const fields = [...new Set(counts.map((one) => one.field))].filter(isField)
	return (
		<TableToolbar className="border-t" note={editable ? t('trial.repairNote') : undefined}>
			{(['error', 'warning'] as const).map((kind) => (
				<FilterLink
					key={kind}
					label={t(kind === 'error' ? 'trial.errors' : 'trial.warnings')}
					count={sumOf(kind)}
					to={address(search, { severity: severity === kind ? null : kind, at: null })}
					on={severity === kind}
				/>
			))}
			{fields.length > 1 && (
				<FilterMenu
					label={t('trial.field')}
					value={isField(field) ? nameOf(field) : undefined}
					items={[
						{ label: t('trial.any'), to: address(search, { field: null, at: null }), chosen: field === null },
						...fields.map((name) => ({
							label: nameOf(name),
							to: address(search, { field: name, at: null }),
							chosen: field === name,
						})),
					]}
				/>
			)}
		</TableToolbar>
	)
}

function useProblemColumns(editable: boolean, onRepair: ProblemsTableProps['onRepair']): Column<RowProblem>[] {
	const { t } = useTranslation('intake')
	const { say, number } = useReader()
	const { nameOf } = useTargetNames()
	const fieldOf = (problem: RowProblem) => (isField(problem.field) ? nameOf(problem.field) : t('trial.wholeRow'))
	return [
		{
			key: 'row',
			header: t('trial.row'),
			role: 'key',
			className: 'w-16',
			cell: (problem) => <span className="text-text-3">{number(problem.row)}</span>,
		},
		{
			key: 'field',
			header: t('trial.field'),
			cell: (problem) => <span className="font-medium whitespace-nowrap">{fieldOf(problem)}</span>,
		},
		{
			key: 'value',
			header: t('trial.value'),
			cell: (problem) =>
				problem.value.trim() === '' ? (
					<span className="text-text-3">{t('trial.empty')}</span>
				) : (
					<span className="mono line-clamp-2 max-w-56 wrap-anywhere whitespace-normal">{problem.value}</span>
				),
		},
		{
			key: 'problem',
			header: t('trial.problem'),
			cell: (problem) => (
				<span className="flex items-start gap-1.5">
					<StatusText tone={problem.severity === 'error' ? 'block' : 'warn'} label="" className="mt-0.5" />
					<span>
						<span className="sr-only">{t(problem.severity === 'error' ? 'trial.error' : 'trial.warning')}: </span>
						{say(problem.message)}
					</span>
				</span>
			),
		},
		{
			key: 'change',
			header: t('trial.change'),
			cell: (problem) => (
				<RepairCell problem={problem} field={fieldOf(problem)} editable={editable} onRepair={onRepair} />
			),
		},
	]
}
