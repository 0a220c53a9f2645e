/** Plain numbers stay as they are: `-5` must not come back as text. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/u
const RUNS_AS_FORMULA = /^[\s']*[=+\-@＝＋－＠]|^[\t\r]/u

/** What a CSV file begins with, so that spreadsheet programs read it as UTF-8. */
export const CSV_START = '\uFEFF'

/**
 * One line of a CSV file with its CRLF (RFC 4180). Values that a spreadsheet program would run as formulas begin with an
 * apostrophe (OWASP, CSV Injection); control characters are left out. Absent values are empty.
 */
export function csvLine(values: readonly (string | number | null | undefined)[]): string {
	return `${values.map((value) => csvValue(value === null || value === undefined ? '' : String(value))).join(',')}\r\n`
}

/** A text as a spreadsheet program shows it and does not run it; without control characters. */
export function withoutFormula(value: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the file.
	const plain = value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu, '')
	return RUNS_AS_FORMULA.test(plain) && !PLAIN_NUMBER.test(plain) ? `'${plain}` : plain
}

function csvValue(value: string): string {
	const safe = withoutFormula(value)
	return /[",;\r\n\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
