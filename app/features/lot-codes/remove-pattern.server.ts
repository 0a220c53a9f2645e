import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LotCodePattern } from './lot-code.entity.server.ts'

/**
 * Takes a pattern away: its lots are numbered by that of their group or the tenant from now on. Permission: `update` on
 * LotCodePattern.
 * Errors: `forbidden`; `unknown-pattern`; `stale` (changed since it was looked at).
 */
export async function removePattern(
	ctx: Context,
	request: { appliesTo: string; version: number; reason?: string | undefined },
): Promise<Result<null, { code: 'forbidden' | 'unknown-pattern' | 'stale' }>> {
	if (!ctx.ability.can('update', 'LotCodePattern')) return err({ code: 'forbidden' })
	await ctx.em.execute('select id from lot_code_pattern where applies_to = ? for update', [request.appliesTo])
	const known = await ctx.em.findOne(LotCodePattern, { appliesTo: request.appliesTo }, { refresh: true })
	if (!known) return err({ code: 'unknown-pattern' })
	if (known.version !== request.version) return err({ code: 'stale' })
	const { pattern, typedCodes, appliesTo } = known
	ctx.em.remove(known)
	await ctx.em.flush()
	ctx.audit.record({
		action: 'lot-code.remove',
		subject: { type: 'lot-code-pattern', id: appliesTo, label: appliesTo },
		before: { appliesTo, pattern, typedCodes },
		reason: request.reason || null,
	})
	return ok(null)
}
