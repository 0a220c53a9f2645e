import { ATTRIBUTE_SUBJECTS, type Attribute } from '#app/features/dictionary/attribute.model.ts'
import { loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { choiceValue } from '../design/form-fields.ts'
import type { DictionaryField } from '../problem.model.ts'
import type { WorkflowFormField } from '../workflow.schema.ts'

const YES_OR_NO = [
	{ value: 'yes', label: { en: 'Yes', 'zh-CN': '是' } },
	{ value: 'no', label: { en: 'No', 'zh-CN': '否' } },
]
const MOST_CHOICES = 40

function choicesOf({ choices }: Attribute): NonNullable<WorkflowFormField['choices']> {
	const taken: string[] = []
	return choices.slice(0, MOST_CHOICES).map(({ value, label }) => {
		const own = choiceValue(value, taken)
		taken.push(own)
		return { value: own, label }
	})
}

/** A field of a step like an attribute of the dictionary; null for types that a step's form does not have. */
export function fieldLike(attribute: Attribute): WorkflowFormField | null {
	const { key: field, label, type, unit, requiredAt } = attribute
	const base = { field, label, required: requiredAt !== null }
	switch (type) {
		case 'text':
		case 'link':
			return { ...base, type: 'text' }
		case 'integer':
		case 'decimal':
			return unit ? { ...base, type: 'quantity', unit } : { ...base, type: 'number' }
		case 'quantity':
			return { ...base, type: 'quantity', ...(unit ? { unit } : {}) }
		case 'date':
			return { ...base, type: 'date' }
		case 'boolean':
			return { ...base, type: 'choice', choices: YES_OR_NO }
		case 'enum':
			return attribute.choices.length > 0 ? { ...base, type: 'choice', choices: choicesOf(attribute) } : null
		default:
			return null
	}
}

/** What steps may ask for as the data dictionary describes it: its attributes in use that the actor may see, in their order. */
export async function dictionaryFields(ctx: Context): Promise<DictionaryField[]> {
	const fields: DictionaryField[] = []
	for (const subject of ATTRIBUTE_SUBJECTS)
		for (const attribute of await loadAttributes(ctx, subject)) {
			const field = attribute.deprecatedOn === null ? fieldLike(attribute) : null
			if (field) fields.push({ subject, field })
		}
	return fields
}
