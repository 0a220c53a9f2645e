import type { LocalizedText } from '#app/core/localized.ts'
import { fieldLabel } from '../refusal-messages.ts'
import type { WorkflowDefinition, WorkflowFormField } from '../workflow.schema.ts'
import { SCENARIO_START } from './scenario.schema.ts'

/** Fields that any step asks for, by key; with what the step says of those that are its own. A reason has its own place. */
export function askedFields({ transitions }: WorkflowDefinition): ReadonlyMap<string, WorkflowFormField | null> {
	const asked = new Map<string, WorkflowFormField | null>()
	for (const { form } of transitions) {
		for (const field of form?.required ?? []) if (field !== 'reason' && !asked.has(field)) asked.set(field, null)
		for (const field of form?.fields ?? []) asked.set(field.field, field)
	}
	return asked
}

/** What the fields of records that steps ask for are called, by the first step that says so. */
export function askedLabel({ transitions }: WorkflowDefinition, field: string): LocalizedText {
	const asking = transitions.filter(({ form }) => form?.required.includes(field))
	const named = asking.find(({ form }) => form?.labels?.some((one) => one.field === field)) ?? asking[0]
	return fieldLabel(named ?? {}, field)
}

/** Something that fits a field, to be taken for granted in a simulation. */
export function exampleOf(field: WorkflowFormField | null | undefined): string {
	switch (field?.type) {
		case 'date':
			return SCENARIO_START.slice(0, 10)
		case 'choice':
			return field.choices?.[0]?.value ?? '1'
		case 'file':
			return '00000000-0000-4000-8000-000000000001'
		default:
			return '1'
	}
}
