import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findOwnImport, type ImportStepError } from './find-own-import.server.ts'

/**
 * Stops an import: at once before its rows are written, after the present set of rows while they are. What was
 * imported until then stays and is counted.
 * Errors: `unknown-import`; `forbidden`; `wrong-status` (ended already).
 */
export async function cancelImport(ctx: Context, importId: string): Promise<Result<true, ImportStepError>> {
	const found = await findOwnImport(ctx, importId, ['queued', 'mapping', 'dry-run', 'ready', 'running'])
	if (!found.ok) return found
	const row = found.value
	row.cancelRequested = true
	if (row.status !== 'running') Object.assign(row, { status: 'cancelled', finishedAt: ctx.now })
	ctx.audit.record({ action: 'import.cancel', subject: { type: 'import', id: row.id, label: row.fileName } })
	return ok(true)
}
