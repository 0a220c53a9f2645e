import { Plus, Table2 } from 'lucide-react'
import { Fragment, type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { cx } from '#app/ui/cx.ts'
import { useVisibleRows } from '#app/ui/data/use-visible-rows.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { conditionOfRule, type TableRule, tableOf, withCell } from '../../edit/decision-table.ts'
import { rulePlace, rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import { type JudgedRow, type Overlap, rowsOfTable } from '../../edit/table-coverage.ts'
import { valueAt } from '../json-values.ts'
import { CoverageNotes } from './coverage-notes.tsx'
import { Gap, Row, rowKey } from './decision-table-row.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactName, FactPicker } from './fact-picker.tsx'
import type { RuleActions } from './rule-panel.tsx'
import { useCoverage } from './use-coverage.ts'

type Props = {
	fired: Readonly<Record<string, number>>
	actions: RuleActions
	onOpen: (index: number) => void
	onAddRule: (conditions?: Record<string, unknown>) => void
}

const ROW_PX = 40
const NOBODY: readonly number[] = []

/** For each row, the numbers of the rules that answer where it does. */
function partnersOf(overlaps: readonly Overlap[], rows: readonly JudgedRow[]): ReadonlyMap<number, readonly number[]> {
	const partners = new Map<number, number[]>()
	const add = (row: number, other: number) => {
		const rule = (rows[other]?.rule ?? 0) + 1
		const known = partners.get(row) ?? []
		if (!known.includes(rule)) partners.set(row, [...known, rule])
	}
	for (const {
		rows: [a, b],
	} of overlaps) {
		add(a, b)
		add(b, a)
	}
	return partners
}

const HEAD = 'border-b border-line bg-surface-2 px-3 py-2 text-left text-12 font-medium text-text-2 align-bottom'

/** The rules as a decision table over the same document: rows are what holds together, columns are facts. */
export default function DecisionTableView({ fired, actions, onOpen, onAddRule }: Props) {
	const { t } = useTranslation('rules')
	const { content, catalog, readOnly, edit } = useRuleEditor()
	const [added, setAdded] = useState<readonly string[]>([])
	const rules = rulesOf(content)
	const table = useMemo(() => tableOf(rules), [rules])
	const rows = useMemo(() => rowsOfTable(table, (index) => summaryOf(rules[index], index).outcome), [table, rules])
	const looked = useCoverage(rows, catalog)
	const { coverage } = looked
	const partners = useMemo(() => partnersOf(coverage.overlaps, looked.rows), [coverage.overlaps, looked.rows])
	const {
		scroller,
		rows: inView,
		rest,
		measure,
	} = useVisibleRows<HTMLElement>({
		count: rows.length,
		estimatePx: ROW_PX,
		keyOf: (number) => rowKey(rows[number], rules),
	})
	const ruleAt = useMemo(() => new Map(table.rules.map((rule) => [rule.index, rule])), [table])
	const columns = [...table.columns, ...added.filter((name) => !table.columns.includes(name))]
	const change = (rule: TableRule, row: number, fact: string, comparisons: readonly BuilderRule[]) => {
		const at = `${rulePlace(rule.index)}/conditions`
		edit([{ type: 'set', at, value: conditionOfRule(withCell(rule, row, fact, comparisons)) }], `${at}/${row}/${fact}`)
	}
	const rowCount = rows.length
	return (
		<>
			<div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
				<span className="flex-1 text-12 text-text-3">
					{t('editor.tableCount', { rules: table.rules.length, all: rules.length, rows: rowCount })}
				</span>
				<HitPolicy />
				<StatusChip
					tone={looked.isStale || !coverage.isAnalysed ? 'unknown' : coverage.overlaps.length > 0 ? 'warn' : 'pass'}
					label={
						looked.isStale
							? t('page.checking')
							: coverage.isAnalysed
								? t('editor.overlaps', { count: coverage.overlaps.length })
								: t('editor.notAnalysed')
					}
				/>
				{!readOnly && (
					<>
						<Button size="sm" variant="ghost" icon={Plus} onClick={() => onAddRule()}>
							{t('editor.rule')}
						</Button>
						<FactPicker
							catalog={catalog}
							label={t('editor.addColumn')}
							accepts={(fact) => !columns.includes(fact.name)}
							trigger={
								<Button size="sm" variant="ghost" icon={Plus}>
									{t('editor.column')}
								</Button>
							}
							onChoose={(fact) => setAdded([...added, fact.name])}
						/>
					</>
				)}
			</div>
			{table.rules.length === 0 ? (
				<EmptyState icon={Table2} title={t('editor.tableEmpty')}>
					{t('editor.tableEmptyText')}
				</EmptyState>
			) : (
				<section
					ref={scroller}
					aria-label={t('editor.table')}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
					tabIndex={0}
					className="max-h-[70vh] overflow-auto [overflow-anchor:none]"
					onKeyDown={moveFocus}
				>
					<table className="w-full border-separate border-spacing-0" aria-rowcount={rows.length + 1}>
						<caption className="sr-only">{t('editor.table')}</caption>
						<thead className="sticky top-0 z-10">
							<tr>
								<th scope="col" className={HEAD}>
									#
								</th>
								<th scope="col" className={cx(HEAD, 'sticky left-0 z-10 min-w-40')}>
									{t('editor.rule')}
								</th>
								{columns.map((name) => (
									<th key={name} scope="col" className={cx(HEAD, 'min-w-28 max-w-44')}>
										<FactName catalog={catalog} name={name} />
									</th>
								))}
								<th scope="col" className={cx(HEAD, 'border-l')}>
									{t('editor.then')}
								</th>
								<th scope="col" className={cx(HEAD, 'text-right')}>
									{t('editor.fired')}
								</th>
							</tr>
						</thead>
						<tbody>
							{inView.map(({ index, gap }) => {
								const judged = rows[index]
								const fitting = judged && ruleAt.get(judged.rule)
								return (
									fitting && (
										<Fragment key={rowKey(judged, rules)}>
											<Gap heightPx={gap} columns={columns.length + 4} />
											<Row
												judged={judged}
												fitting={fitting}
												number={index}
												columns={columns}
												partners={partners.get(index) ?? NOBODY}
												fired={fired}
												measure={measure}
												actions={actions}
												onOpen={onOpen}
												onChange={change}
											/>
										</Fragment>
									)
								)
							})}
							<Gap heightPx={rest} columns={columns.length + 4} />
						</tbody>
					</table>
				</section>
			)}
			<CoverageNotes table={table} rows={looked.rows} coverage={coverage} onOpen={onOpen} onAddRule={onAddRule} />
		</>
	)
}

/** Arrow keys go from cell to cell; Enter opens one, as it is a button. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
	const steps: Partial<Record<string, readonly [number, number]>> = {
		ArrowUp: [-1, 0],
		ArrowDown: [1, 0],
		ArrowLeft: [0, -1],
		ArrowRight: [0, 1],
	}
	const step = steps[event.key]
	const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
	if (!step || event.altKey || !cell) return
	const [row = 0, column = 0] = (cell.dataset.cell ?? '').split(':').map(Number)
	const next = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${row + step[0]}:${column + step[1]}"]`)
	if (!next) return
	event.preventDefault()
	next.focus()
}

function HitPolicy() {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	return (
		<Select
			compact
			aria-label={t('editor.hitPolicy')}
			className="w-auto"
			disabled={readOnly}
			value={String(valueAt(content, '/hitPolicy'))}
			options={(['collect', 'first'] as const).map((value) => ({ value, label: t(`page.${value}`) }))}
			onChange={(event) => edit([{ type: 'set', at: '/hitPolicy', value: event.target.value }])}
		/>
	)
}
