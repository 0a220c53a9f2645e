import type { ImportMapping } from './import.schema.ts'
import type { MappingProposal } from './propose-mapping.model.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'

/** What is kept of a file after looking at it: how it is read, what its columns probably are, how the dry run went. */
export type StoredInspection = FileInspection & {
	proposal: MappingProposal[]
	/** The earlier file of this supplier with the same headers, whose choices were taken over. */
	layout: { on: string; columns: number } | null
	/** When the dry run ended and how long it took. */
	trial?: { at: string; ms: number }
}

/** A value that a person put in place of the file's, for this import alone. Row as a spreadsheet counts, column from 0. */
export type Repair = { row: number; column: number; value: string }

/** How the columns are read, and what was repaired in single rows. */
export type StoredMapping = ImportMapping & { repairs?: Repair[] }

/** Choices for the columns of one layout, remembered for a supplier. */
export type RememberedColumn = { header: string } & Omit<ImportMapping['columns'][number], 'column'>

/** Repairs at most; more are quicker in the file itself. */
export const MOST_REPAIRS = 1_000

/** Puts repaired values in place of those of the file. */
export function repairRows(
	repairs: readonly Repair[],
): <R extends { rowNumber: number; values: readonly string[] }>(row: R) => R {
	const byRow = new Map<number, Repair[]>()
	for (const repair of repairs) byRow.set(repair.row, [...(byRow.get(repair.row) ?? []), repair])
	return (row) => {
		const own = byRow.get(row.rowNumber)
		if (!own) return row
		const values = [...row.values]
		for (const { column, value } of own) {
			while (values.length <= column) values.push('')
			values[column] = value
		}
		return { ...row, values }
	}
}
