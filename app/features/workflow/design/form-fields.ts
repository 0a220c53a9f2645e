import type { WorkflowFormField, WorkflowTransition } from '../workflow.schema.ts'
import { freeKey, keyOf } from './design-keys.ts'

type Choices = NonNullable<WorkflowFormField['choices']>

/** A field that a step does not have yet. Keys of fields are words, so an attribute's own key fits. */
export const freeFieldKey = (fields: readonly WorkflowFormField[], wanted: string): string =>
	freeKey(
		fields.map(({ field }) => field),
		wanted,
	)

/** A field as it is when it is added: a text that has to be written. */
export const newFormField = (fields: readonly WorkflowFormField[]): WorkflowFormField => ({
	field: freeFieldKey(fields, 'field'),
	label: { en: 'New field', 'zh-CN': '新字段' },
	type: 'text',
	required: true,
})

/** One more answer; its value never changes again, whatever it is called. */
export function newChoice(choices: Readonly<Choices>): Choices[number] {
	const value = freeKey(
		choices.map((choice) => choice.value),
		'choice',
	)
	const number = choices.length + 1
	return { value, label: { en: `Choice ${number}`, 'zh-CN': `选项 ${number}` } }
}

/** The same field with another type: what only the old one has goes, what the new one needs comes. */
export function changedType(field: WorkflowFormField, type: WorkflowFormField['type']): WorkflowFormField {
	const { choices, unit, ...rest } = field
	return {
		...rest,
		type,
		...(type === 'choice' ? { choices: choices ?? [newChoice([])] } : {}),
		...(type === 'quantity' ? { unit: unit ?? 'KGM' } : {}),
	}
}

/** A value of a choice as definitions may hold it, from a word that may be written any way. */
export const choiceValue = (word: string, taken: readonly string[]): string => freeKey(taken, keyOf(word, 'choice'))

/** A step's form with these parts; undefined once nothing is left of it. */
export function formWith(
	form: WorkflowTransition['form'],
	part: Partial<NonNullable<WorkflowTransition['form']>>,
): WorkflowTransition['form'] {
	const { required = [], labels, fields } = { ...form, ...part }
	if (required.length === 0 && !labels?.length && !fields?.length) return undefined
	return { required, ...(labels?.length ? { labels } : {}), ...(fields?.length ? { fields } : {}) }
}
