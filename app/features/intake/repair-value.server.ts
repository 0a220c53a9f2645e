import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findOwnImport, type ImportStepError } from './find-own-import.server.ts'
import { hiddenColumns } from './hidden-columns.server.ts'
import { MOST_REPAIRS, type Repair } from './import-record.model.ts'

/**
 * Puts a value in place of the file's, for this import alone, and queues the dry run again. The file stays as it is.
 * Errors: `unknown-import`; `forbidden` (also for a column that is hidden from the actor); `wrong-status` (not after a dry run); `too-many-repairs`.
 */
export async function repairValue(
	ctx: Context,
	importId: string,
	repair: Repair,
): Promise<Result<true, ImportStepError | { code: 'too-many-repairs' }>> {
	const found = await findOwnImport(ctx, importId, ['ready'])
	if (!found.ok) return found
	const row = found.value
	if ((await hiddenColumns(ctx, row)).has(repair.column)) return err({ code: 'forbidden' })
	const others = (row.mapping?.repairs ?? []).filter((one) => one.row !== repair.row || one.column !== repair.column)
	if (others.length >= MOST_REPAIRS) return err({ code: 'too-many-repairs' })
	row.mapping = { columns: row.mapping?.columns ?? [], repairs: [...others, repair] }
	Object.assign(row, { status: 'dry-run', mode: null, processed: 0 })
	await ctx.em.flush()
	await ctx.jobs.send('import.try', { importId })
	ctx.audit.record({
		action: 'import.repair',
		subject: { type: 'import', id: row.id, label: row.fileName },
		after: { ...repair },
	})
	return ok(true)
}
