import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findOwnImport, type ImportStepError } from './find-own-import.server.ts'

export type CommitImportError = ImportStepError | { code: 'nothing-to-import' } | { code: 'bad-rows'; bad: number }

/**
 * Imports what the dry run found good: every row (`all-or-nothing`, only when none is bad) or the good ones.
 * Errors: `unknown-import`; `forbidden`; `wrong-status`; `bad-rows` (all-or-nothing with bad ones); `nothing-to-import`.
 */
export async function commitImport(
	ctx: Context,
	importId: string,
	mode: 'all-or-nothing' | 'good-rows',
): Promise<Result<true, CommitImportError>> {
	const found = await findOwnImport(ctx, importId, ['ready'])
	if (!found.ok) return found
	const row = found.value
	if (row.good === 0) return err({ code: 'nothing-to-import' })
	if (mode === 'all-or-nothing' && row.bad > 0) return err({ code: 'bad-rows', bad: row.bad })
	Object.assign(row, { mode, status: 'running', processed: 0, startedAt: ctx.now, finishedAt: null })
	await ctx.em.flush()
	await ctx.jobs.send('import.run', { importId })
	ctx.audit.record({
		action: 'import.commit',
		subject: { type: 'import', id: row.id, label: row.fileName },
		after: { mode, good: row.good, bad: row.bad },
	})
	return ok(true)
}
