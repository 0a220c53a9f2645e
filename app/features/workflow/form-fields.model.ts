import type { WorkflowFormField } from './workflow.schema.ts'

/** Why a value does not fit the field it was given for. */
export type FieldProblem = 'not-text' | 'too-long' | 'not-a-number' | 'not-a-date' | 'not-a-choice' | 'not-a-file'

const TEXT_MOST = 2_000
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const isNumber = (value: unknown): boolean =>
	(typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && NUMBER.test(value.trim()))

function isDate(value: unknown): boolean {
	if (typeof value !== 'string' || !DATE.test(value)) return false
	const day = new Date(`${value}T00:00:00Z`)
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/**
 * What is wrong with a value given for a field of a step; null where it fits. Numbers and quantities are decimal text or
 * numbers, dates `YYYY-MM-DD`, a choice is one of its values, a file the id of a document of the portal. Whether that
 * document exists is for the caller, who has a database.
 */
export function fieldProblem(field: WorkflowFormField, value: unknown): FieldProblem | null {
	switch (field.type) {
		case 'text':
			if (typeof value !== 'string') return 'not-text'
			return value.length > TEXT_MOST ? 'too-long' : null
		case 'number':
		case 'quantity':
			return isNumber(value) ? null : 'not-a-number'
		case 'date':
			return isDate(value) ? null : 'not-a-date'
		case 'choice':
			return field.choices?.some((choice) => choice.value === value) ? null : 'not-a-choice'
		case 'file':
			return typeof value === 'string' && UUID.test(value) ? null : 'not-a-file'
	}
}
