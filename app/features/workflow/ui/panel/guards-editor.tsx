import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { outcomeWords, wordsFor } from '../../design/definition-words.ts'
import type { WorkflowGuard } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { PickMany } from './pick-many.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { TextPair } from './text-pair.tsx'

type Props = { guards: readonly WorkflowGuard[]; place: string; onChange: (guards: WorkflowGuard[]) => void }

/** Rule sets that have to come out in a certain way, and what happens where one cannot answer. */
export function GuardsEditor({ guards, place, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { known, readOnly } = useDesigner()
	const words = wordsFor([], known)
	const outcomesOf = (ruleSet: string, expect: readonly string[]) => [
		...new Set([...(known.outcomes?.[ruleSet] ?? []), ...expect]),
	]
	const add = () => {
		const ruleSet = known.ruleSets.find((one) => !guards.some((guard) => guard.ruleSet === one)) ?? known.ruleSets[0]
		if (!ruleSet) return
		onChange([...guards, { ruleSet, expect: known.outcomes?.[ruleSet]?.[0] ?? 'pass', onUnknown: 'block' }])
	}
	return (
		<CardSection
			title={t('panel.guards')}
			actions={
				!readOnly && (
					<IconButton
						icon={Plus}
						size="sm"
						variant="ghost"
						label={t('panel.addGuard')}
						refusedBecause={known.ruleSets.length === 0 ? t('panel.noRuleSets') : undefined}
						onClick={add}
					/>
				)
			}
		>
			{guards.length === 0 && <p className="text-12 text-text-3">{t('panel.noGuards')}</p>}
			<ul className="flex flex-col gap-3">
				{guards.map((guard, index) => {
					const expect = typeof guard.expect === 'string' ? [guard.expect] : guard.expect
					const put = (part: Partial<WorkflowGuard>) => onChange(guards.with(index, { ...guard, ...part }))
					return (
						<li
							// biome-ignore lint/suspicious/noArrayIndexKey: one rule set may guard twice; only the order tells them apart
							key={index}
							data-place={`${place}/${index}`}
							className="flex flex-col gap-2 rounded-2 border border-line p-2.5"
						>
							<ProblemsAt place={`${place}/${index}`} />
							<div className="flex items-end gap-1.5">
								<Field label={t('panel.ruleSet')} className="flex-1">
									<Select
										disabled={readOnly}
										value={guard.ruleSet}
										options={[...new Set([...known.ruleSets, guard.ruleSet])].map((key) => ({
											value: key,
											label: say(words.ruleSet(key)),
										}))}
										onChange={(event) =>
											put({ ruleSet: event.target.value, expect: known.outcomes?.[event.target.value]?.[0] ?? 'pass' })
										}
									/>
								</Field>
								{!readOnly && (
									<IconButton
										icon={Trash2}
										size="sm"
										variant="ghost"
										label={t('panel.removeGuard', { ruleSet: say(words.ruleSet(guard.ruleSet)) })}
										onClick={() => onChange(guards.toSpliced(index, 1))}
									/>
								)}
							</div>
							<PickMany
								label={t('panel.expect')}
								value={expect}
								choices={outcomesOf(guard.ruleSet, expect).map((one) => ({
									value: one,
									label: say(outcomeWords(one)),
								}))}
								required
								readOnly={readOnly}
								onChange={(value) => put({ expect: value.length === 1 ? (value[0] ?? 'pass') : value })}
							/>
							<Field label={t('panel.onUnknown')}>
								<Select
									disabled={readOnly}
									value={guard.onUnknown}
									options={(['block', 'allow'] as const).map((one) => ({ value: one, label: t(`onUnknown.${one}`) }))}
									onChange={(event) => put({ onUnknown: event.target.value as WorkflowGuard['onUnknown'] })}
								/>
							</Field>
							<TextPair
								label={t('panel.message')}
								value={guard.message}
								readOnly={readOnly}
								onChange={(message) => {
									const { message: _before, ...rest } = guard
									onChange(guards.with(index, message ? { ...rest, message } : rest))
								}}
							/>
						</li>
					)
				})}
			</ul>
		</CardSection>
	)
}
