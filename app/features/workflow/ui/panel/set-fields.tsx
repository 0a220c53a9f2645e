import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Select } from '#app/ui/forms/select.tsx'
import { wordsFor } from '../../design/definition-words.ts'
import type { KnownNames, SettableAttribute } from '../../problem.model.ts'
import type { WorkflowAction, WorkflowDefinition } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { KeptInput } from './kept-input.tsx'

type SetAction = Extract<WorkflowAction, { type: 'set' }>

/** What steps of this workflow may set. */
export const settableOf = ({ subject }: WorkflowDefinition, known: KnownNames): readonly SettableAttribute[] =>
	(known.settable ?? []).filter((one) => one.subject === subject)

/** Which attribute a step sets, by its name, and to what; a value of a list is chosen from it. */
export function SetFields({ action, onChange }: { action: SetAction; onChange: (action: SetAction) => void }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, known, definition } = useDesigner()
	const words = wordsFor([], known)
	const offered = settableOf(definition, known)
	const values = offered.find((one) => one.attribute === action.attribute)?.values
	const value = action.value === null ? '' : String(action.value)
	return (
		<div className="mt-1 flex flex-col gap-1.5">
			<Select
				compact
				aria-label={t('panel.attribute')}
				disabled={readOnly}
				value={action.attribute}
				options={[...new Set([...offered.map((one) => one.attribute), action.attribute])].map((attribute) => ({
					value: attribute,
					label: say(words.attribute(attribute)),
				}))}
				onChange={({ target }) => {
					const chosen = offered.find((one) => one.attribute === target.value)
					onChange({ ...action, attribute: target.value, value: chosen?.values?.[0]?.value ?? '' })
				}}
			/>
			{values ? (
				<Select
					compact
					aria-label={t('panel.value')}
					disabled={readOnly}
					value={value}
					options={[...new Set([...values.map((one) => one.value), value])].map((one) => ({
						value: one,
						label: say(words.value(action.attribute, one)),
					}))}
					onChange={({ target }) => onChange({ ...action, value: target.value })}
				/>
			) : (
				<KeptInput
					label={t('panel.value')}
					value={value}
					readOnly={readOnly}
					onKeep={(kept) => {
						onChange({ ...action, value: kept })
						return null
					}}
				/>
			)}
		</div>
	)
}
