import { ok, type Result } from '#app/core/result.ts'
import type { FileInspection } from './file-inspection.schema.ts'
import { type FileProblem, refusalOf } from './file-problem.ts'
import type { IntakeRow } from './find-header.ts'
import { iterateRows } from './iterate-rows.server.ts'
import type { FileSource } from './load-file.server.ts'

/**
 * Hands each row below the header of an inspected file to `onRow`, waiting for it before reading on. Gives the number of
 * rows; errors of `onRow` are thrown on. Errors: `file-changed` and the codes of `inspectFile`; rows handed over before
 * stay handed over.
 */
export async function readRows(
	source: FileSource,
	inspection: FileInspection,
	{ onRow }: { onRow: (row: IntakeRow) => void | Promise<void> },
): Promise<Result<{ rows: number }, FileProblem>> {
	let rows = 0
	const iterator = iterateRows(source, inspection)
	try {
		for (;;) {
			const next = await iterator.next().catch((error: unknown) => refusalOf(error))
			if ('ok' in next) return next
			if (next.done) return ok({ rows })
			rows++
			await onRow(next.value)
		}
	} finally {
		await iterator.return(undefined)
	}
}
