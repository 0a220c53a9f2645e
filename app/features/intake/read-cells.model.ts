import { cleanValue, hasUnwantedCharacters, looksLikeFormula, withoutUnwantedCharacters } from './clean-value.model.ts'
import type { PlannedColumn } from './conversion-plan.model.ts'
import type { RowProblem } from './import.model.ts'
import { type Place, rowProblem } from './row-problem.model.ts'
import type { TargetField } from './target-fields.model.ts'

/** A row of a file: its number as a spreadsheet shows it, and its values as text. */
export type SourceRow = { rowNumber: number; values: readonly string[] }

const LONGEST: Partial<Record<TargetField, number>> = {
	certificateNumber: 100,
	heatNumber: 100,
	site: 100,
	// As long as an attribute of a lot may be.
	comment: 500,
}

/** The value of a field with its place; refused values (formulas, unseen characters) are empty and marked. */
export type Cell = Place & { field: TargetField; isRefused: boolean }
export type Cells = ReadonlyMap<TargetField, Cell>

/**
 * The cells of the mapped columns, cleaned. What no field may hold is a problem: `formula-not-allowed`,
 * `unreadable-character`, `control-characters` (with the cleaned value as suggestion), `text-too-long`.
 */
export function readCells(
	row: SourceRow,
	columns: ReadonlyMap<TargetField, PlannedColumn>,
	problems: RowProblem[],
): Cells {
	const cells = new Map<TargetField, Cell>()
	for (const [field, { index }] of columns) {
		// The apostrophe with which our own error file keeps values from running.
		const written = (row.values[index] ?? '').replace(/^'(?=[=+\-@])/u, '')
		const place = { row: row.rowNumber, field, column: index, value: written }
		const problem = refusalOf(place) ?? lengthProblem(place)
		if (problem) problems.push(problem)
		const value = field === 'comment' ? written.trim() : cleanValue(written)
		cells.set(field, { ...place, value, isRefused: problem !== null })
	}
	return cells
}

/** What no field may hold. A formula is refused before anything else looks at it; numbers may begin with a sign. */
export function refusalOf(place: Place, isNumeric = false): RowProblem | null {
	const { value } = place
	const isNumber = (isNumeric || place.field === 'quantity') && /^\s*[+-]/u.test(value)
	if (!isNumber && looksLikeFormula(value)) return rowProblem(place, 'formula-not-allowed')
	if (value.includes('\uFFFD')) return rowProblem(place, 'unreadable-character')
	const isProse = place.field === 'comment' || place.field === 'itemName'
	const hasLineBreak = !isProse && /[\t\r\n\u2028\u2029]/u.test(value.trim())
	if (!hasUnwantedCharacters(value) && !hasLineBreak) return null
	return rowProblem(place, 'control-characters', { suggestion: withoutUnwantedCharacters(value) })
}

function lengthProblem(place: Place & { field: TargetField }): RowProblem | null {
	const longest = LONGEST[place.field]
	const isTooLong = longest !== undefined && place.value.trim().length > longest
	return isTooLong ? rowProblem(place, 'text-too-long', { detail: longest }) : null
}
