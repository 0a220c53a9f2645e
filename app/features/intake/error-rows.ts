import { type Language, localized } from '#app/core/localized.ts'
import type { RowProblem } from './import.model.ts'

/** A row that was not taken, as it stands in the file, with its problems. */
export type ErrorRow = { rowNumber: number; values: readonly string[]; problems: readonly RowProblem[] }

const HEADINGS = {
	row: { en: 'Row', 'zh-CN': '行号' },
	problem: { en: 'Problem', 'zh-CN': '问题' },
	suggestion: { en: 'Suggestion', 'zh-CN': '建议' },
} as const
const JOINED_BY: Record<Language, string> = { en: ' ', 'zh-CN': '' }
const COLON: Record<Language, string> = { en: ': ', 'zh-CN': '：' }

/**
 * The rows to correct as a CSV file, line by line: row number, the original columns, and what is wrong in the reader's
 * language. UTF-8 with byte order mark and CRLF (RFC 4180), so that spreadsheet programs open it rightly; values that
 * such a program would run as formulas begin with an apostrophe (OWASP, CSV Injection). The file can be corrected and
 * imported again: row number and problem are recognised as columns to ignore.
 */
export async function* writeErrorRows(options: {
	headers: readonly string[]
	rows: AsyncIterable<ErrorRow> | Iterable<ErrorRow>
	language: Language
}): AsyncGenerator<string> {
	const { headers, language } = options
	const head = [HEADINGS.row[language], ...headers, HEADINGS.problem[language]]
	yield `\uFEFF${csvLine(head)}`
	for await (const { rowNumber, values, problems } of options.rows) {
		const cells = headers.map((_, index) => values[index] ?? '')
		// Values beyond the header are what is wrong with such a row, so they are kept behind its last column.
		yield csvLine([
			String(rowNumber),
			...cells,
			problemText(problems, headers, language),
			...values.slice(headers.length),
		])
	}
}

function problemText(problems: readonly RowProblem[], headers: readonly string[], language: Language): string {
	const texts = problems.map((problem) => {
		const header = problem.column === null ? '' : (headers[problem.column] ?? '')
		const suggestion =
			problem.suggestion === undefined
				? ''
				: ` (${HEADINGS.suggestion[language]}${COLON[language]}${problem.suggestion})`
		return `${header === '' ? '' : `${header}${COLON[language]}`}${localized(problem.message, language)}${suggestion}`
	})
	return texts.join(JOINED_BY[language])
}

function csvLine(values: readonly string[]): string {
	return `${values.map(csvValue).join(',')}\r\n`
}

/** Plain numbers stay as they are: `-5` must not come back as text. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/u
const RUNS_AS_FORMULA = /^[\s']*[=+\-@＝＋－＠]|^[\t\r]/u

function csvValue(value: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the file.
	const plain = value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu, '')
	const safe = RUNS_AS_FORMULA.test(plain) && !PLAIN_NUMBER.test(plain) ? `'${plain}` : plain
	return /[",;\r\n\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
