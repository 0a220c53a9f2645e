import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { cellText } from './cell-text.ts'
import type { MergedRange } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { FileRefused, refuse } from './file-problem.ts'
import type { IntakeRow } from './find-header.ts'
import type { Workbook, WorkbookSheet } from './list-sheets.server.ts'
import type { Archive } from './open-archive.server.ts'
import type { FormulaCounts } from './seal-sheet.ts'
import { type SealState, sealWorkbook } from './seal-workbook.server.ts'

/**
 * The rows with content of one sheet, one by one and no faster than they are taken, with their numbers in the sheet.
 * Cells merged over several rows have their value in each. `formulas` is filled while the rows pass. Refuses with
 * `too-many-columns`, `cell-too-long`, `damaged-file` and as `readPartText`.
 */
export async function* readSheetRows(
	archive: Archive,
	workbook: Workbook,
	sheet: WorkbookSheet,
	formulas: FormulaCounts,
): AsyncGenerator<IntakeRow> {
	const state: SealState = { failure: undefined, formulas }
	const sealed = Readable.from(sealWorkbook(archive, workbook, sheet, state), { objectMode: false })
	const options = {
		worksheets: 'emit',
		sharedStrings: 'cache',
		styles: 'cache',
		hyperlinks: 'ignore',
		entries: 'ignore',
	} as const
	try {
		for await (const worksheet of new ExcelJS.stream.xlsx.WorkbookReader(sealed, options)) {
			yield* filledDown(rowsOf(worksheet), sheet.mergedRanges)
		}
	} catch (error) {
		if (error instanceof FileRefused) throw error
		// Whatever a parser stumbles over in a stranger's file is the file's fault: say so instead of failing.
		refuse('damaged-file', sheet.name)
	} finally {
		sealed.destroy()
	}
	if (state.failure !== undefined) throw state.failure
}

async function* rowsOf(worksheet: AsyncIterable<ExcelJS.Row>): AsyncGenerator<IntakeRow> {
	let rowNumber = 0
	for await (const row of worksheet) {
		// A row may leave its number out; then it follows the one before (ECMA-376-1, 18.3.1.73).
		rowNumber = Number.isInteger(row.number) ? row.number : rowNumber + 1
		const values: string[] = []
		row.eachCell({ includeEmpty: false }, (cell, column) => {
			const text = cellText(cell)
			if (text === '') return
			if (column > FILE_LIMITS.columns) refuse('too-many-columns', FILE_LIMITS.columns)
			while (values.length < column - 1) values.push('')
			values[column - 1] = text
		})
		if (values.some((value) => value.trim() !== '')) yield { rowNumber, values }
	}
}

/** Excel keeps the value of merged cells in the first of them alone. */
async function* filledDown(rows: AsyncIterable<IntakeRow>, ranges: readonly MergedRange[]): AsyncGenerator<IntakeRow> {
	const byTop = new Map<number, MergedRange[]>()
	for (const range of ranges) byTop.set(range.top, [...(byTop.get(range.top) ?? []), range])
	const open = new Map<number, { value: string; bottom: number }>()
	for await (const row of rows) {
		for (const [column, { value, bottom }] of open) {
			if (bottom < row.rowNumber) open.delete(column)
			else if ((row.values[column] ?? '') === '') {
				while (row.values.length < column) row.values.push('')
				row.values[column] = value
			}
		}
		for (const { left, bottom } of byTop.get(row.rowNumber) ?? []) {
			const value = row.values[left] ?? ''
			if (value !== '') open.set(left, { value, bottom })
		}
		yield row
	}
}
