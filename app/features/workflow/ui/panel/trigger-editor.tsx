import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { outcomeWords, wordsFor } from '../../design/definition-words.ts'
import type { WorkflowTransition, WorkflowTrigger } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { KeptInput } from './kept-input.tsx'
import { knownEvents } from './known-choices.ts'
import { ProblemsAt } from './problems-at.tsx'

type Props = { transition: WorkflowTransition; place: string; onChange: (trigger: WorkflowTrigger) => void }

/** What begins a transition: a person, a deadline, the outcome of a rule set, or the portal itself. */
export function TriggerEditor({ transition, place, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, known, readOnly } = useDesigner()
	const words = wordsFor([], known)
	const { trigger, from } = transition
	const timers = [
		...new Set(
			definition.states.filter(({ key }) => from.includes(key)).flatMap(({ sla }) => (sla ?? []).map(({ key }) => key)),
		),
	]
	const outcomes = (ruleSet: string) => known.outcomes?.[ruleSet] ?? []
	const choose = (type: WorkflowTrigger['type']) => {
		const [ruleSet = 'rule_set'] = known.ruleSets
		if (type === 'user' || type === 'system') return onChange({ type })
		if (type === 'timer') return onChange({ type, timer: timers[0] ?? 'breach' })
		onChange({ type, ruleSet, outcome: outcomes(ruleSet).at(-1) ?? 'block' })
	}
	return (
		<div className="flex flex-col gap-3" data-place={place}>
			<Field label={t('detail.trigger')}>
				<Select
					disabled={readOnly}
					value={trigger.type}
					options={(['user', 'timer', 'rule', 'system'] as const).map((type) => ({
						value: type,
						label: t(`trigger.${type}`),
					}))}
					onChange={(event) => choose(event.target.value as WorkflowTrigger['type'])}
				/>
			</Field>
			{trigger.type === 'timer' && (
				<Field label={t('panel.timer')}>
					<Select
						disabled={readOnly}
						value={trigger.timer}
						options={[...new Set([...timers, trigger.timer])].map((timer) => ({ value: timer, label: timer }))}
						onChange={(event) => onChange({ type: 'timer', timer: event.target.value })}
					/>
				</Field>
			)}
			{trigger.type === 'rule' && (
				<div className="grid grid-cols-2 gap-3">
					<Field label={t('panel.ruleSet')}>
						<Select
							disabled={readOnly}
							value={trigger.ruleSet}
							options={[...new Set([...known.ruleSets, trigger.ruleSet])].map((key) => ({
								value: key,
								label: say(words.ruleSet(key)),
							}))}
							onChange={(event) =>
								onChange({
									...trigger,
									ruleSet: event.target.value,
									outcome: outcomes(event.target.value).at(-1) ?? trigger.outcome,
								})
							}
						/>
					</Field>
					<Field label={t('panel.outcome')}>
						<Select
							disabled={readOnly}
							value={trigger.outcome}
							options={[...new Set([...outcomes(trigger.ruleSet), trigger.outcome])].map((one) => ({
								value: one,
								label: say(outcomeWords(one)),
							}))}
							onChange={(event) => onChange({ ...trigger, outcome: event.target.value })}
						/>
					</Field>
				</div>
			)}
			{trigger.type === 'system' && (
				<KeptInput
					label={t('panel.event')}
					mono
					list={knownEvents(definition)}
					value={trigger.event ?? ''}
					readOnly={readOnly}
					hint={t('panel.eventHint')}
					onKeep={(event) => {
						if (event !== '' && !/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/.test(event)) return t('panel.eventForm')
						onChange(event === '' ? { type: 'system' } : { type: 'system', event })
						return null
					}}
				/>
			)}
			<ProblemsAt place={place} />
		</div>
	)
}
