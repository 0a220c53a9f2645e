import type { FileInspection } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { IntakeRow } from './find-header.ts'
import { listSheets } from './list-sheets.server.ts'
import { type FileSource, loadFile } from './load-file.server.ts'
import { openArchive } from './open-archive.server.ts'
import { readJsonRows } from './read-json-rows.ts'
import { readSheetRows } from './read-sheet-rows.server.ts'
import { decodeText, readTextRows } from './read-text-rows.server.ts'

/**
 * The rows below the header of an inspected file, blank ones left out, totals rows included (`convertRow` skips them).
 * A row is read only when the one before was taken, so a slow consumer costs no memory; leaving the loop early releases
 * everything. Throws `FileRefused` (`file-changed` when the content is not the inspected one; the codes of
 * `inspectFile` otherwise); `readRows` gives the same as a Result.
 */
export async function* iterateRows(source: FileSource, inspection: FileInspection): AsyncGenerator<IntakeRow> {
	const { bytes, sha256 } = await loadFile(source)
	if (sha256 !== inspection.sha256) refuse('file-changed')
	let count = 0
	for await (const row of openRows(bytes, inspection)) {
		if (row.rowNumber <= (inspection.headerRow ?? -1) || row.values.every((value) => value.trim() === '')) continue
		// Totals rows count here and not in the inspection, so leave them some room.
		if (++count > FILE_LIMITS.rows * 2) refuse('too-many-rows', FILE_LIMITS.rows)
		yield row
	}
}

async function* openRows(bytes: Buffer, inspection: FileInspection): AsyncGenerator<IntakeRow> {
	const { kind, encoding, delimiter, sheet } = inspection
	if (kind === 'json') yield* readJsonRows(decodeText(bytes, encoding))
	else if (kind === 'csv') yield* readTextRows(bytes, { encoding, delimiter: delimiter ?? ',' })
	else {
		const archive = await openArchive(bytes)
		const workbook = await listSheets(archive)
		const chosen =
			workbook.sheets.find((candidate) => candidate.name === sheet) ?? refuse('sheet-not-found', sheet ?? '')
		yield* readSheetRows(archive, workbook, chosen, new Map())
	}
}
