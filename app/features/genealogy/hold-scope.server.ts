import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type HoldLotsError, holdLots } from '#app/features/lots/hold-lots.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Lots held within one request; more are held by a job. */
export const HOLD_AT_ONCE = 200

export type HoldScope = {
	/** The lot the trace started from, named in the audit. */
	root: { id: string; code: string }
	lotIds: readonly string[]
	reason: string
	/** Where the trace is found again. */
	href: string
}

/**
 * Places a hold with one reason on every lot of a scope: at once, all or none, up to 200 lots; by a job beyond that, which
 * tells the person who asked when it is done. Permission: `hold` on Lot.
 * Errors: `forbidden`, `nothing-to-hold`, and those of `holdLots`.
 */
export async function holdScope(
	ctx: Context,
	request: HoldScope,
): Promise<Result<{ held: number; queued: number }, HoldLotsError | { code: 'forbidden' | 'nothing-to-hold' }>> {
	if (!ctx.ability.can('hold', 'Lot')) return err({ code: 'forbidden' })
	const { root, reason, href } = request
	const lotIds = [...new Set(request.lotIds)]
	if (lotIds.length === 0) return err({ code: 'nothing-to-hold' })
	if (lotIds.length <= HOLD_AT_ONCE) {
		const held = await holdLots(ctx, { lotIds, reason })
		return held.ok ? ok({ held: held.value.held, queued: 0 }) : held
	}
	if (!isReason(reason)) return err({ code: 'reason-missing', lots: [] })
	await ctx.jobs.send('trace.hold', { lotIds, reason: reason.trim(), href, accountId: accountOf(ctx.actor) })
	ctx.audit.record({
		action: 'trace.hold-requested',
		subject: { type: 'lot', id: root.id, label: root.code },
		after: { lots: lotIds.length },
		reason: reason.trim(),
	})
	return ok({ held: 0, queued: lotIds.length })
}
