import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findOwnImport, type ImportStepError } from './find-own-import.server.ts'
import { hiddenColumns } from './hidden-columns.server.ts'
import type { LayoutChoice } from './import.schema.ts'

/**
 * Has the file read in another way: another sheet, or another row as its header. What was chosen for its columns and
 * repaired in its rows begins anew.
 * Errors: `unknown-import`; `forbidden` (also where a column is hidden from the actor, who would see it under no name); `wrong-status` (running or ended).
 */
export async function rereadFile(
	ctx: Context,
	importId: string,
	layout: LayoutChoice,
): Promise<Result<true, ImportStepError>> {
	const found = await findOwnImport(ctx, importId, ['mapping', 'ready'])
	if (!found.ok) return found
	const row = found.value
	if ((await hiddenColumns(ctx, row)).size > 0) return err({ code: 'forbidden' })
	Object.assign(row, { status: 'queued', mode: null, mapping: null, good: 0, bad: 0, processed: 0 })
	await ctx.em.flush()
	await ctx.jobs.send('import.read', { importId, layout })
	ctx.audit.record({
		action: 'import.layout',
		subject: { type: 'import', id: row.id, label: row.fileName },
		after: { ...layout },
	})
	return ok(true)
}
