import { LockMode } from '@mikro-orm/core'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Equipment } from './equipment.entity.server.ts'

/**
 * Says that a piece of equipment has been cleaned, `at` a moment that is not in the future and not before the last
 * cleaning; absent: now. Permission: `complete` on Equipment.
 * Errors: `not-allowed`; `not-found`; `time-wrong`. Writes an audit entry.
 */
export async function recordCleaning(
	ctx: Context,
	request: { equipmentId: string; at?: Date | undefined; reason?: string | undefined },
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'time-wrong' }>> {
	const equipment = await ctx.em.findOne(
		Equipment,
		{ id: request.equipmentId },
		{ lockMode: LockMode.PESSIMISTIC_WRITE },
	)
	if (!equipment) return err({ code: 'not-found' })
	if (!ctx.ability.can('complete', asSubject('Equipment', equipment))) return err({ code: 'not-allowed' })
	const at = request.at ?? ctx.now
	const last = equipment.cleanedAt ?? null
	if (at > ctx.now || (last && at < last)) return err({ code: 'time-wrong' })
	equipment.cleanedAt = at
	await ctx.em.flush()
	ctx.audit.record({
		action: 'equipment.clean',
		subject: { type: 'equipment', id: equipment.id, label: equipment.code },
		before: { cleanedAt: last ? last.toISOString() : null },
		after: { cleanedAt: at.toISOString() },
		reason: request.reason || null,
	})
	return ok(null)
}
