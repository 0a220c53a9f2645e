import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { findLabColumns, type LabField } from '#app/features/intake/lab-columns.model.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'
import { type LabOutcome, readLabResult } from '#app/features/intake/read-lab-results.model.ts'

/** Rows of one file at most: a laboratory's day, many times over. */
const MAX_ROWS = 5_000

export type LabFileError =
	| { code: 'file-unreadable'; message: LocalizedText }
	| { code: 'columns-missing'; fields: LabField[] }
	| { code: 'too-many-rows'; limit: number }

/**
 * Reads a laboratory's file (CSV, XLSX, JSON) into results and problems, row by row.
 * Errors: `file-unreadable` with why, `columns-missing` (lot, test or value has no column), `too-many-rows`.
 */
export async function readLabFile(bytes: Uint8Array, fileName: string): Promise<Result<LabOutcome[], LabFileError>> {
	const inspected = await inspectFile(bytes, fileName)
	if (!inspected.ok) return err({ code: 'file-unreadable', message: inspected.error.message })
	const { columns: found } = inspected.value
	const columns = findLabColumns(found.map((column) => column.header))
	if (!columns.ok) return err(columns.error)
	const { value, testedAt } = columns.value
	const reading = {
		columns: columns.value,
		decimals: (value === undefined ? null : found[value]?.decimals) ?? ('point' as const),
		dates: (testedAt === undefined ? null : found[testedAt]?.dates) ?? {
			dayMonth: 'unknown' as const,
			excelSerial: false,
		},
	}
	const outcomes: LabOutcome[] = []
	const read = await readRows(bytes, inspected.value, {
		onRow: (row) => {
			if (outcomes.length <= MAX_ROWS) outcomes.push(readLabResult(row, reading))
		},
	})
	if (!read.ok) return err({ code: 'file-unreadable', message: read.error.message })
	return outcomes.length > MAX_ROWS ? err({ code: 'too-many-rows', limit: MAX_ROWS }) : ok(outcomes)
}
