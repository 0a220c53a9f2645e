import { LockMode } from '@mikro-orm/core'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ImportStatus } from './import.model.ts'
import { LotImport } from './intake.entity.server.ts'

export type ImportStepError = { code: 'unknown-import' | 'forbidden' } | { code: 'wrong-status'; status: ImportStatus }

/**
 * The import that a person takes a step with, locked until the end of the unit of work, so that of two who act at once
 * the second sees what the first did.
 * Errors: `unknown-import` (also another tenant's or supplier's); `forbidden`; `wrong-status` (not one of `from`).
 */
export async function findOwnImport(
	ctx: Context,
	importId: string,
	from: readonly ImportStatus[],
): Promise<Result<LotImport, ImportStepError>> {
	const row = await ctx.em.findOne(LotImport, { id: importId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
	if (!row) return err({ code: 'unknown-import' })
	if (!ctx.ability.can('import', asSubject('Import', { partyId: row.partyId ?? null })))
		return err({ code: 'forbidden' })
	if (!from.includes(row.status)) return err({ code: 'wrong-status', status: row.status })
	return ok(row)
}
