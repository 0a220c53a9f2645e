import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { placeOfRow, type TableRule } from '../../edit/decision-table.ts'
import { rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import type { JudgedRow } from '../../edit/table-coverage.ts'
import { findFact } from '../../fact-catalog.model.ts'
import { outcomeName } from '../../sentence.ts'
import { outcomeTone } from '../outcome-tone.ts'
import { useRuleEditor } from './editor-context.ts'
import type { RuleActions } from './rule-panel.tsx'
import { TableCell } from './table-cell.tsx'

/** What a row goes by: the rule and which of its rows it is. */
export function rowKey(judged: JudgedRow | undefined, rules: readonly unknown[]): string {
	if (!judged) return ''
	return `${summaryOf(rules[judged.rule], judged.rule).key} ${judged.at}`
}

type RowProps = {
	judged: JudgedRow
	fitting: TableRule
	/** Which row of the table this is, from 0. */
	number: number
	columns: readonly string[]
	/** Numbers of the rules that answer where this row does. */
	partners: readonly number[]
	fired: Readonly<Record<string, number>>
	measure: (element: HTMLElement | null) => void
	actions: RuleActions
	onOpen: (index: number) => void
	onChange: (rule: TableRule, row: number, fact: string, comparisons: readonly BuilderRule[]) => void
}

const letterOf = (row: number): string => String.fromCharCode(97 + (row % 26))

/** The room of the rows that are not in view. */
export function Gap({ heightPx, columns }: { heightPx: number; columns: number }) {
	if (heightPx <= 0) return null
	return (
		<tr>
			<td colSpan={columns} style={{ height: heightPx }} />
		</tr>
	)
}

/** One row of the table: a rule, or one of its alternatives. */
export function Row(props: RowProps) {
	const { judged, fitting, number, columns, partners, fired, measure, actions, onOpen, onChange } = props
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, catalog, readOnly } = useRuleEditor()
	const rules = rulesOf(content)
	const summary = summaryOf(rules[judged.rule], judged.rule)
	const { at } = judged
	const count = fired[summary.key] ?? 0
	const isMarked = partners.length > 0
	const cell = cx('border-b border-line px-3 py-1.5 align-top', isMarked && 'bg-quarantine-bg')
	return (
		<tr
			ref={measure}
			data-row={number}
			data-row-key={rowKey(judged, rules)}
			data-place={placeOfRow(fitting, at)}
			aria-rowindex={number + 2}
		>
			<td className={cx(cell, 'num text-text-3')}>
				{judged.rule + 1}
				{fitting.rows.length > 1 && letterOf(at)}
			</td>
			<th scope="row" className={cx(cell, 'sticky left-0 text-left font-medium', !isMarked && 'bg-surface')}>
				<button
					type="button"
					data-cell={`${number}:0`}
					className="text-left hover:underline"
					aria-keyshortcuts={readOnly ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
					onClick={() => onOpen(judged.rule)}
					onKeyDown={(event) => {
						if (readOnly || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return
						event.preventDefault()
						actions.move(judged.rule, judged.rule + (event.key === 'ArrowUp' ? -1 : 1))
					}}
				>
					{say(summary.title)}
				</button>
				{isMarked && (
					<small className="block font-normal text-quarantine-fg">
						{t('editor.overlapsWith', { rules: partners.join(', ') })}
					</small>
				)}
			</th>
			{columns.map((name, column) => (
				<td key={name} className={cell}>
					<TableCell
						fact={findFact(catalog, name)}
						name={name}
						position={`${number}:${column + 1}`}
						comparisons={judged.row.comparisons.filter(({ field }) => field === name)}
						onChange={(comparisons) => onChange(fitting, at, name, comparisons)}
					/>
				</td>
			))}
			<td className={cx(cell, 'border-l')}>
				<StatusText tone={outcomeTone(summary.outcome)} label={say(outcomeName(summary.outcome))} />
			</td>
			<td className={cx(cell, 'num')}>{at === 0 && (count === 0 ? t('editor.never') : count)}</td>
		</tr>
	)
}
