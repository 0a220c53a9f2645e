import { Plus, Table2 } from 'lucide-react'
import { Fragment, type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { cx } from '#app/ui/cx.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { conditionOfRule, placeOfRow, type TableRule, tableOf, withCell } from '../../edit/decision-table.ts'
import { rulePlace, rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import { coverageOf, type Overlap, rowsOfTable } from '../../edit/table-coverage.ts'
import { findFact } from '../../fact-catalog.model.ts'
import { outcomeName } from '../../sentence.ts'
import { valueAt } from '../json-values.ts'
import { outcomeTone } from '../outcome-tone.ts'
import { CoverageNotes } from './coverage-notes.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactName, FactPicker } from './fact-picker.tsx'
import type { RuleActions } from './rule-panel.tsx'
import { TableCell } from './table-cell.tsx'

type Props = {
	fired: Readonly<Record<string, number>>
	actions: RuleActions
	onOpen: (index: number) => void
	onAddRule: (conditions?: Record<string, unknown>) => void
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
	const coverage = useMemo(() => coverageOf(rows, catalog), [rows, catalog])
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
					tone={coverage.overlaps.length > 0 ? 'warn' : coverage.isAnalysed ? 'pass' : 'unknown'}
					label={
						coverage.isAnalysed ? t('editor.overlaps', { count: coverage.overlaps.length }) : t('editor.notAnalysed')
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
					aria-label={t('editor.table')}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
					tabIndex={0}
					className="max-h-[70vh] overflow-auto"
					onKeyDown={moveFocus}
				>
					<table className="w-full border-separate border-spacing-0">
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
							{table.rules.map((rule) => (
								<RuleRows
									key={summaryOf(rules[rule.index], rule.index).key}
									rule={rule}
									columns={columns}
									firstRow={rows.findIndex((row) => row.rule === rule.index)}
									overlaps={coverage.overlaps}
									rowRule={(row) => rows[row]?.rule ?? 0}
									fired={fired}
									actions={actions}
									onOpen={onOpen}
									onChange={(row, fact, comparisons) => change(rule, row, fact, comparisons)}
								/>
							))}
						</tbody>
					</table>
				</section>
			)}
			<CoverageNotes table={table} rows={rows} coverage={coverage} onOpen={onOpen} onAddRule={onAddRule} />
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

type RowsProps = {
	rule: TableRule
	columns: readonly string[]
	firstRow: number
	overlaps: readonly Overlap[]
	rowRule: (row: number) => number
	fired: Readonly<Record<string, number>>
	actions: RuleActions
	onOpen: (index: number) => void
	onChange: (row: number, fact: string, comparisons: readonly BuilderRule[]) => void
}

const letterOf = (row: number): string => String.fromCharCode(97 + (row % 26))

function RuleRows(props: RowsProps) {
	const { rule, columns, firstRow, overlaps, rowRule, fired, actions, onOpen, onChange } = props
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, catalog, readOnly } = useRuleEditor()
	const summary = summaryOf(rulesOf(content)[rule.index], rule.index)
	const tone = outcomeTone(summary.outcome)
	const count = fired[summary.key] ?? 0
	return (
		<>
			{rule.rows.map((row, at) => {
				const number = firstRow + at
				const others = overlaps
					.filter(({ rows }) => rows.includes(number))
					.map(({ rows }) => rowRule(rows[0] === number ? rows[1] : rows[0]) + 1)
				const cell = cx('border-b border-line px-3 py-1.5 align-top', others.length > 0 && 'bg-quarantine-bg')
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the rule
					<Fragment key={at}>
						<tr data-place={placeOfRow(rule, at)}>
							<td className={cx(cell, 'num text-text-3')}>
								{rule.index + 1}
								{rule.rows.length > 1 && letterOf(at)}
							</td>
							<th
								scope="row"
								className={cx(cell, 'sticky left-0 text-left font-medium', others.length === 0 && 'bg-surface')}
							>
								<button
									type="button"
									data-cell={`${number}:0`}
									className="text-left hover:underline"
									aria-keyshortcuts={readOnly ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
									onClick={() => onOpen(rule.index)}
									onKeyDown={(event) => {
										if (readOnly || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return
										event.preventDefault()
										actions.move(rule.index, rule.index + (event.key === 'ArrowUp' ? -1 : 1))
									}}
								>
									{say(summary.title)}
								</button>
								{others.length > 0 && (
									<small className="block font-normal text-quarantine-fg">
										{t('editor.overlapsWith', { rules: [...new Set(others)].join(', ') })}
									</small>
								)}
							</th>
							{columns.map((name, column) => {
								const fact = findFact(catalog, name)
								return (
									<td key={name} className={cell}>
										<TableCell
											fact={fact}
											name={name}
											position={`${number}:${column + 1}`}
											comparisons={row.comparisons.filter(({ field }) => field === name)}
											onChange={(comparisons) => onChange(at, name, comparisons)}
										/>
									</td>
								)
							})}
							<td className={cx(cell, 'border-l')}>
								<StatusText tone={tone} label={say(outcomeName(summary.outcome))} />
							</td>
							<td className={cx(cell, 'num')}>{at === 0 && (count === 0 ? t('editor.never') : count)}</td>
						</tr>
					</Fragment>
				)
			})}
		</>
	)
}
