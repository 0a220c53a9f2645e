import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ImportMode } from './import.model.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { mayDeliver } from './import-work.queries.server.ts'
import { LotImport } from './intake.entity.server.ts'

export type StartImport = {
	/** The file, kept before the unit of work. */
	file: { key: string; name: string; size: number; sha256: string }
	/** The supplier whose lots these are; null for the tenant's own. A supplier's person imports for itself alone. */
	partyId?: string | null
	/** Given by programs: goes on by itself as far as this says. People choose step by step. */
	mode?: ImportMode
	mapping?: Mapping
}

/**
 * Takes a file in and queues its reading.
 * Errors: `forbidden`; `unknown-supplier` (no such party, or not one that delivers).
 */
export async function startImport(
	ctx: Context,
	input: StartImport,
): Promise<Result<{ id: string }, { code: 'forbidden' | 'unknown-supplier' }>> {
	const partyId = partyOf(ctx.actor) ?? input.partyId ?? null
	if (!ctx.ability.can('import', asSubject('Import', { partyId }))) return err({ code: 'forbidden' })
	if (partyId && !(await mayDeliver(ctx, partyId))) return err({ code: 'unknown-supplier' })
	const id = newId()
	ctx.em.create(LotImport, {
		id,
		partyId,
		fileKey: input.file.key,
		fileName: input.file.name,
		fileSize: input.file.size,
		fileHash: input.file.sha256,
		status: 'queued',
		mode: input.mode ?? null,
		mapping: input.mapping ?? null,
		createdBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'import.start',
		subject: { type: 'import', id, label: input.file.name },
		after: { sha256: input.file.sha256, size: input.file.size, partyId },
	})
	await ctx.jobs.send('import.read', { importId: id })
	return ok({ id })
}
