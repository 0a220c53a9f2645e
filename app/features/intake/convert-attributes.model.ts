import { err, type Result } from '#app/core/result.ts'
import { unitFromText } from '#app/core/units.ts'
import type { Attribute, AttributeValue } from '#app/features/dictionary/attribute.model.ts'
import { readValue } from '#app/features/dictionary/read-value.ts'
import { cleanValue } from './clean-value.model.ts'
import type { PlannedColumn } from './conversion-plan.model.ts'
import { parseDate } from './date-text.model.ts'
import type { RowProblem } from './import.model.ts'
import { parseNumber } from './number-text.model.ts'
import { refusalOf, type SourceRow } from './read-cells.model.ts'
import { type RowProblemCode, rowProblem } from './row-problem.model.ts'

type Refusal = { code: RowProblemCode; detail?: string | undefined; suggestion?: string | undefined }
const NUMBERS: ReadonlySet<Attribute['type']> = new Set(['integer', 'decimal', 'quantity'])

/**
 * The attributes of a row as they are stored, with what is wrong with them. Numbers and dates are read as the column
 * writes them; the rest, and limits, choices and units, by the dictionary. Empty cells give nothing.
 */
export function convertAttributes(
	row: SourceRow,
	columns: readonly PlannedColumn[],
	problems: RowProblem[],
): Record<string, AttributeValue> {
	const values: Record<string, AttributeValue> = {}
	for (const column of columns) {
		const { attribute, index, field } = column
		if (!attribute) continue
		// The apostrophe with which our own error file keeps values from running.
		const written = (row.values[index] ?? '').replace(/^'(?=[=+\-@])/u, '')
		const place = { row: row.rowNumber, field, column: index, value: written, label: attribute.label }
		const refused = refusalOf(place, NUMBERS.has(attribute.type))
		if (refused) problems.push(refused)
		const text = cleanValue(written)
		if (refused || text === '') continue
		const read = readCell(attribute, text, column)
		if (read.ok) values[attribute.key] = read.value
		else problems.push(rowProblem(place, read.error.code, read.error))
	}
	return values
}

function readCell(attribute: Attribute, text: string, column: PlannedColumn): Result<AttributeValue, Refusal> {
	if (attribute.type === 'date') {
		const date = parseDate(text, column.dates)
		if (!date.ok) return err({ ...date.error, detail: date.error.readings?.join(' / ') })
		return readValue(attribute, date.value)
	}
	return NUMBERS.has(attribute.type) ? readNumberCell(attribute, text, column) : readValue(attribute, text)
}

function readNumberCell(attribute: Attribute, text: string, column: PlannedColumn): Result<AttributeValue, Refusal> {
	const number = parseNumber(text, column.decimals)
	if (!number.ok) return err(number.error)
	const { value, suffix } = number.value
	const unit = suffix === '' ? (column.unit ?? attribute.unit) : (unitFromText(suffix) ?? suffix)
	if (attribute.type === 'quantity') return readValue(attribute, { value, unit: unit ?? '' })
	const isOwn = suffix === '' || unit === attribute.unit
	return isOwn ? readValue(attribute, value) : err({ code: 'attribute-unit', detail: attribute.unit ?? '' })
}

export const attributeColumn = (columns: readonly PlannedColumn[], key: string): PlannedColumn | undefined =>
	columns.find((column) => column.attribute?.key === key)
