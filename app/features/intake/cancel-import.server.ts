import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LotImport } from './intake.entity.server.ts'

const ENDED = ['done', 'failed', 'cancelled']

/**
 * Stops an import: at once before its rows are written, after the present set of rows while they are. What was
 * imported until then stays and is counted.
 * Errors: `unknown-import`; `wrong-status` (ended already).
 */
export async function cancelImport(ctx: Context, importId: string): Promise<Result<true, { code: 'unknown-import' } | { code: 'wrong-status'; status: string }>> {
	await ctx.em.execute('select id from lot_import where id = ? for update', [importId])
	const row = await ctx.em.findOne(LotImport, { id: importId })
	if (!row) return err({ code: 'unknown-import' })
	if (ENDED.includes(row.status)) return err({ code: 'wrong-status', status: row.status })
	row.cancelRequested = true
	if (row.status !== 'running') {
		row.status = 'cancelled'
		row.finishedAt = ctx.now
	}
	ctx.audit.record({ action: 'import.cancel', subject: { type: 'import', id: row.id, label: row.fileName } })
	return ok(true)
}
