import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LotImport } from './intake.entity.server.ts'

export type CommitImportError = { code: 'unknown-import' | 'nothing-to-import' } | { code: 'wrong-status'; status: string } | { code: 'bad-rows'; bad: number }

/**
 * Imports what the dry run found good: every row (`all-or-nothing`, only when none is bad) or the good ones.
 * Errors: `unknown-import`; `wrong-status`; `bad-rows` (all-or-nothing with bad ones); `nothing-to-import`.
 */
export async function commitImport(ctx: Context, importId: string, mode: 'all-or-nothing' | 'good-rows'): Promise<Result<true, CommitImportError>> {
	await ctx.em.execute('select id from lot_import where id = ? for update', [importId])
	const row = await ctx.em.findOne(LotImport, { id: importId })
	if (!row) return err({ code: 'unknown-import' })
	if (row.status !== 'ready') return err({ code: 'wrong-status', status: row.status })
	if (row.good === 0) return err({ code: 'nothing-to-import' })
	if (mode === 'all-or-nothing' && row.bad > 0) return err({ code: 'bad-rows', bad: row.bad })
	row.mode = mode
	row.status = 'running'
	row.processed = 0
	row.startedAt = ctx.now
	await ctx.em.flush()
	await ctx.jobs.send('import.run', { importId })
	ctx.audit.record({ action: 'import.commit', subject: { type: 'import', id: row.id, label: row.fileName }, after: { mode, good: row.good, bad: row.bad } })
	return ok(true)
}
