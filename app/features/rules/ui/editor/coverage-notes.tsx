import { CircleQuestionMark, EyeOff, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import type { DecisionTable } from '../../edit/decision-table.ts'
import { regionCondition } from '../../edit/region-condition.ts'
import { outcomesOf, rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import type { Coverage, JudgedRow } from '../../edit/table-coverage.ts'
import { outcomeName } from '../../sentence.ts'
import { useRuleEditor } from './editor-context.ts'
import { useRegionText } from './region-text.ts'

type Props = {
	table: DecisionTable
	rows: readonly JudgedRow[]
	coverage: Coverage
	onOpen: (index: number) => void
	onAddRule: (conditions: Record<string, unknown>) => void
}

/** Where the table answers twice, where it does not answer, and which rules are not in it. */
export function CoverageNotes(props: Props) {
	return (
		<>
			<Overlaps {...props} />
			<Gaps {...props} />
			<Others {...props} />
		</>
	)
}

function Overlaps({ rows, coverage, onOpen }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content } = useRuleEditor()
	const regionText = useRegionText()
	const isFirst = (content as { hitPolicy?: unknown }).hitPolicy === 'first'
	if (coverage.overlaps.length === 0) return null
	const nameOf = (row: number) => {
		const rule = rows[row]?.rule ?? 0
		return `${rule + 1} “${say(summaryOf(rulesOf(content)[rule], rule).title)}”`
	}
	return (
		<div className="border-t border-line">
			<ListRows
				label={t('editor.overlapList')}
				rows={coverage.overlaps.slice(0, 12).map(({ rows: [a, b], region, isHidden }) => ({
					key: `${a} ${b}`,
					title: t(isFirst && isHidden ? 'editor.hidden' : 'editor.overlap', { a: nameOf(a), b: nameOf(b) }),
					detail: `${regionText(region)} · ${t(isFirst ? 'editor.firstDecides' : 'editor.strictestDecides')}`,
					icon: isFirst && isHidden ? EyeOff : TriangleAlert,
					tone: 'warn' as const,
					aside: (
						<Button size="sm" onClick={() => onOpen(rows[b]?.rule ?? 0)}>
							{t('tests.open')}
						</Button>
					),
				}))}
			/>
		</div>
	)
}

function Gaps({ table, coverage, onAddRule }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, catalog, readOnly } = useRuleEditor()
	const regionText = useRegionText()
	const fallback = say(outcomeName(outcomesOf(content)[0] ?? 'pass'))
	if (table.rules.length === 0) return null
	if (coverage.gaps === null)
		return (
			<p className="flex items-start gap-2 border-t border-line px-4 py-2.5 text-12 text-text-2">
				<CircleQuestionMark aria-hidden="true" />
				{t('editor.gapsNotAnalysed')}
			</p>
		)
	if (coverage.gaps.length === 0)
		return <p className="border-t border-line px-4 py-2.5 text-12 text-text-2">{t('editor.noGaps')}</p>
	return (
		<div className="border-t border-dashed border-line-2">
			<ListRows
				label={t('editor.gapList')}
				rows={coverage.gaps.map((region) => {
					const condition = regionCondition(region, catalog)
					return {
						key: regionText(region),
						title: t('editor.gap', { where: regionText(region) }),
						detail: t('editor.gapText', { outcome: fallback }),
						icon: CircleQuestionMark,
						tone: 'unknown' as const,
						aside: !readOnly && condition && (
							<Button size="sm" onClick={() => onAddRule(condition)}>
								{t('editor.addRule')}
							</Button>
						),
					}
				})}
			/>
		</div>
	)
}

function Others({ table, onOpen }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content } = useRuleEditor()
	if (table.others.length === 0) return null
	return (
		<div className="border-t border-line">
			<h3 className="px-4 pt-3 text-13">{t('editor.others', { count: table.others.length })}</h3>
			<ListRows
				label={t('editor.othersLabel')}
				rows={table.others.slice(0, 50).map(({ index, why }) => ({
					key: String(index),
					title: `${index + 1} ${say(summaryOf(rulesOf(content)[index], index).title)}`,
					detail: t(`editor.misfit.${why}`),
					aside: (
						<Button size="sm" onClick={() => onOpen(index)}>
							{t('tests.open')}
						</Button>
					),
				}))}
			/>
		</div>
	)
}
