import { PassThrough, Readable } from 'node:stream'
import Excel from 'exceljs'
import { CSV_START, csvLine, withoutFormula } from '#app/core/csv-line.ts'
import type { ExportTable } from './trace-rows.ts'

/** Lines put together before they are sent on. */
const AT_ONCE = 500

function* csvText(tables: readonly ExportTable[]): Iterable<string> {
	let text = CSV_START
	let lines = 0
	for (const [index, { heads, rows }] of tables.entries()) {
		text += (index > 0 ? csvLine([]) : '') + csvLine(heads)
		for (const row of rows) {
			text += csvLine(row)
			if (++lines % AT_ONCE > 0) continue
			yield text
			text = ''
		}
	}
	yield text
}

const utf8 = new TextEncoder()

/** The tables one after the other as CSV, written as they are read. */
export const csvStream = (tables: readonly ExportTable[]): ReadableStream<Uint8Array> =>
	Readable.toWeb(Readable.from(csvText(tables)).map((text: string) => utf8.encode(text))) as ReadableStream<Uint8Array>

/** Digits that a spreadsheet keeps without rounding. */
const EXACT_NUMBER = /^-?\d{1,15}(\.\d+)?$/

const cellOf = (value: string | number | null, asNumber: boolean): string | number | null => {
	if (typeof value !== 'string') return value
	if (asNumber && EXACT_NUMBER.test(value) && value.replaceAll(/[-.]/g, '').length <= 15) return Number(value)
	return withoutFormula(value)
}

const QUANTITIES: Record<ExportTable['key'], readonly number[]> = {
	lots: [7, 8],
	links: [3],
	consignees: [4],
	connected: [],
}

/**
 * The tables as sheets of a workbook, written row by row. Texts are texts: what a spreadsheet would run begins with an
 * apostrophe, as in CSV. Quantities are numbers as long as a spreadsheet holds them exactly.
 */
export function workbookStream(tables: readonly (ExportTable & { title: string })[]): ReadableStream<Uint8Array> {
	const out = new PassThrough()
	const write = async () => {
		const book = new Excel.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true })
		for (const { key, title, heads, rows } of tables) {
			const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
			const head = sheet.addRow(heads)
			head.font = { bold: true }
			head.commit()
			let written = 0
			for (const row of rows) {
				sheet.addRow(row.map((value, index) => cellOf(value, QUANTITIES[key].includes(index)))).commit()
				// The process answers others meanwhile.
				if (++written % AT_ONCE === 0) await new Promise((next) => setImmediate(next))
			}
			sheet.commit()
		}
		await book.commit()
	}
	write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
	return Readable.toWeb(out) as unknown as ReadableStream<Uint8Array>
}
