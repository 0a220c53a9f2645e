import { dateParts } from '../date-text.model.ts'
import { numberShape } from '../number-text.model.ts'
import { fieldOfHeader } from '../target-fields.model.ts'

/** One row of a file: its number as a spreadsheet program shows it, and its values as text. */
export type IntakeRow = { rowNumber: number; values: string[] }

/** Title blocks are short; a header further down than this is not looked for. */
const ROWS_SEARCHED = 30

/**
 * Which of the first non-blank rows is the header: as wide as the table, different texts, names that we know, standing
 * above numbers and dates. Undefined when no row looks like one (a file of bare data).
 */
export function findHeader(rows: readonly IntakeRow[]): IntakeRow | undefined {
	let best: { row: IntakeRow; score: number } | undefined
	for (const [at, row] of rows.slice(0, ROWS_SEARCHED).entries()) {
		const score = headerScore(row, rows.slice(at + 1, at + 9))
		if (score > (best?.score ?? 0)) best = { row, score }
	}
	return best?.row
}

/** 0 when the row cannot be a header. Ties go to the first row, so the weights only need to put titles below headers. */
function headerScore(row: IntakeRow, below: readonly IntakeRow[]): number {
	const cells = row.values.map((value) => value.trim())
	const filled = cells.filter((cell) => cell !== '')
	const width = Math.max(
		filled.length,
		...below.map((next) => next.values.filter((value) => value.trim() !== '').length),
	)
	if (filled.length < 2 || filled.length / width < 0.5) return 0
	const names = filled.filter((cell) => cell.length <= 60 && !isValue(cell))
	if (names.length / filled.length < 0.7) return 0
	const known = filled.filter((cell) => fieldOfHeader(cell)?.exact).length
	const contrast = cells.filter(
		(cell, column) => cell !== '' && below.some((next) => isValue(next.values[column] ?? '')),
	).length
	const distinct = new Set(filled).size / filled.length
	// A row of data under no header also has different texts: require that names are known or that values follow.
	if (known === 0 && contrast === 0 && below.length > 0 && !differsFromBelow(filled, below)) return 0
	return filled.length / width + distinct + (2 * known) / filled.length + contrast / filled.length
}

/** In a table of texts only, the header is the row whose values never come back. */
function differsFromBelow(filled: readonly string[], below: readonly IntakeRow[]): boolean {
	const later = new Set(below.flatMap((row) => row.values.map((value) => value.trim())))
	return filled.every((cell) => !later.has(cell))
}

function isValue(cell: string): boolean {
	return cell !== '' && (numberShape(cell) !== null || dateParts(cell) !== null)
}
