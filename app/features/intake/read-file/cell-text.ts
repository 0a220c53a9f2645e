import { Decimal } from 'decimal.js'
import type { Cell } from 'exceljs'

/** Numbers are stored with up to 17 digits and shown with 15 (IEEE 754 doubles), so 0.30000000000000004 is 0.3. */
const SHOWN_DIGITS = 15
const ESCAPED = /_x([0-9A-F]{4})_/giu

/**
 * The text of a cell as a person reads it: dates as `2026-10-25` (with the time when there is one), numbers in plain
 * digits with the leading zeros of their format, `TRUE` and `FALSE`, errors such as `#N/A`.
 */
export function cellText(cell: Pick<Cell, 'value' | 'numFmt'>): string {
	const { value } = cell
	if (value === null || value === undefined) return ''
	if (typeof value === 'string') return unescaped(value)
	if (typeof value === 'number') return numberText(value, cell.numFmt)
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
	if (value instanceof Date) return dateText(value)
	if ('error' in value) return String(value.error)
	return ''
}

/** `_x000D_` stands for a carriage return that XML would lose. ECMA-376-1, 22.9.2.19 (ST_Xstring). */
function unescaped(text: string): string {
	return text.includes('_x')
		? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
		: text
}

function numberText(value: number, format: string | undefined): string {
	if (!Number.isFinite(value)) return ''
	const shown = String(Number(value.toPrecision(SHOWN_DIGITS)))
	const text = shown.includes('e') ? new Decimal(shown).toFixed() : shown
	// The format 000000 shows 123 as 000123, and that is the code people mean.
	const isPadded = format !== undefined && /^0{2,20}$/u.test(format) && /^\d+$/u.test(text)
	return isPadded ? text.padStart(format.length, '0') : text
}

/** The dates of a table are few, and writing one out is dear. */
const writtenDates = new Map<number, string>()
const MOST_WRITTEN = 10_000

function dateText(value: Date): string {
	const known = writtenDates.get(value.getTime())
	if (known !== undefined) return known
	const text = isoDateText(value)
	if (writtenDates.size < MOST_WRITTEN) writtenDates.set(value.getTime(), text)
	return text
}

function isoDateText(value: Date): string {
	if (Number.isNaN(value.getTime())) return ''
	// Half a second of rounding: fractions of days are not exact.
	const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString()
	const [date = '', time = ''] = iso.slice(0, 19).split('T')
	return time === '00:00:00' ? date : `${date} ${time}`
}
