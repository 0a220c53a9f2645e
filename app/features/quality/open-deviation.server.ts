import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { holdAbnormalLots } from '#app/features/release/hold-abnormal-lots.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Severity } from './quality.model.ts'
import { lotHeads } from './results.queries.server.ts'
import { writeDeviation } from './write-deviation.server.ts'

/** Something that went wrong with a lot, given by id or code. */
export type OpenDeviation = {
	lot: { id: string } | { code: string }
	title: string
	severity: Severity
	reason: string
}

/**
 * Opens a deviation; while it is open, the lot is not released. `lot_hold` decides on the lot at once: a critical deviation
 * holds it in the same unit of work.
 * Errors: `forbidden`, `unknown-lot`, `reason-missing`.
 */
export async function openDeviation(
	ctx: Context,
	request: OpenDeviation,
): Promise<Result<{ id: string; number: string }, { code: 'forbidden' | 'unknown-lot' | 'reason-missing' }>> {
	if (!ctx.ability.can('create', 'Deviation')) return err({ code: 'forbidden' })
	if (!isReason(request.reason)) return err({ code: 'reason-missing' })
	const { lot: which } = request
	const [lot] = await lotHeads(ctx, 'id' in which ? { ids: [which.id] } : { codes: [which.code] })
	if (!lot) return err({ code: 'unknown-lot' })
	const { title, severity, reason } = request
	const opened = await writeDeviation(ctx, {
		lot,
		title: title.trim(),
		severity,
		reason: reason.trim(),
		openedBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	await holdAbnormalLots(ctx, [lot.id])
	return ok(opened)
}
