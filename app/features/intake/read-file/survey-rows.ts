import { isTotalsRow } from '../totals-row.model.ts'
import type { FileInspection, InspectedColumn } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import { findHeader, type IntakeRow } from './find-header.ts'
import { ColumnSurvey, columnOf } from './survey-column.ts'

/** Enough rows to tell a title block from a header. */
const HELD_BACK = 60
const TOTALS_NAMED = 100

type SurveyOptions = {
	kind: FileInspection['kind']
	delimiter: string | null
	/** The header as the person chose it; otherwise it is looked for. */
	headerRow?: number | undefined
	formulas: ReadonlyMap<number, NonNullable<InspectedColumn['formulas']>>
}

export type RowsSurvey = Pick<FileInspection, 'headerRow' | 'dataRowCount' | 'blankRowCount' | 'totalsRows' | 'columns'>

/**
 * Looks at all rows of a table once: finds the header among the first, counts data, blank and totals rows, and learns
 * what each column holds. Refuses with `too-many-rows`, `not-a-table` (less than two columns) and `no-data`.
 */
export async function surveyRows(rows: AsyncIterable<IntakeRow>, options: SurveyOptions): Promise<RowsSurvey> {
	const table = new TableSurvey(options)
	let held: IntakeRow[] | null = []
	for await (const row of rows) {
		if (row.values.every((value) => value.trim() === '')) continue
		if (!held) {
			table.add(row)
			continue
		}
		held.push(row)
		if (held.length === HELD_BACK) {
			table.begin(held)
			held = null
		}
	}
	if (held) table.begin(held)
	return table.finish()
}

class TableSurvey {
	private readonly options: SurveyOptions
	private readonly columns: ColumnSurvey[] = []
	private readonly totalsRows: number[] = []
	private header: IntakeRow | undefined
	private firstRow = 1
	private lastRow = 0
	private dataRowCount = 0
	private totalsCount = 0

	constructor(options: SurveyOptions) {
		this.options = options
	}

	begin(rows: readonly IntakeRow[]): void {
		const { headerRow, kind } = this.options
		const chosen = headerRow ?? (kind === 'json' ? 0 : undefined)
		this.header = chosen === undefined ? findHeader(rows) : rows.find((row) => row.rowNumber === chosen)
		const start = this.header?.rowNumber ?? 0
		this.firstRow = start + 1
		this.lastRow = start
		for (const row of rows) if (!this.header || row.rowNumber > start) this.add(row)
	}

	add(row: IntakeRow): void {
		this.lastRow = row.rowNumber
		if (isTotalsRow(row.values)) {
			this.totalsCount++
			if (this.totalsRows.length < TOTALS_NAMED) this.totalsRows.push(row.rowNumber)
			return
		}
		if (++this.dataRowCount > FILE_LIMITS.rows) refuse('too-many-rows', FILE_LIMITS.rows)
		for (const [index, value] of row.values.entries()) {
			const column = this.columns[index] ?? new ColumnSurvey()
			this.columns[index] = column
			column.add(value)
		}
	}

	finish(): RowsSurvey {
		if (this.dataRowCount === 0) refuse('no-data')
		const columns = this.inspectedColumns()
		if (columns.length < 2) refuse('not-a-table')
		const between = this.lastRow - this.firstRow + 1 - this.dataRowCount - this.totalsCount
		return {
			headerRow: this.header?.rowNumber ?? null,
			dataRowCount: this.dataRowCount,
			blankRowCount: Math.max(0, between),
			totalsRows: this.totalsRows,
			columns,
		}
	}

	private inspectedColumns(): InspectedColumn[] {
		const { kind, delimiter, formulas } = this.options
		const headers = this.header?.values ?? []
		// In a text file a value beyond the header is a slip of the separator, in a sheet a column without a name.
		const width = kind === 'csv' && this.header ? headers.length : Math.max(headers.length, this.columns.length)
		const columns = Array.from({ length: width }, (_, index) =>
			columnOf({
				index,
				header: headers[index] ?? '',
				survey: this.columns[index] ?? new ColumnSurvey(),
				delimiter,
				formulas: formulas.get(index) ?? null,
			}),
		)
		const last = columns.findLastIndex((column) => column.header !== '' || column.filled > 0 || column.formulas)
		return columns.slice(0, last + 1)
	}
}
