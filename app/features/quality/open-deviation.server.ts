import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Deviation } from './quality.entity.server.ts'
import type { Severity } from './quality.model.ts'
import { lotHeads } from './results.queries.server.ts'

/** Something that went wrong with a lot, given by id or code. */
export type OpenDeviation = {
	lot: { id: string } | { code: string }
	title: string
	severity: Severity
	reason: string
}

/**
 * Opens a deviation; while it is open, the lot is not released.
 * Errors: `forbidden`, `unknown-lot`, `reason-missing`.
 */
export async function openDeviation(
	ctx: Context,
	request: OpenDeviation,
): Promise<Result<{ id: string; number: string }, { code: 'forbidden' | 'unknown-lot' | 'reason-missing' }>> {
	if (!ctx.ability.can('create', 'Deviation')) return err({ code: 'forbidden' })
	if (request.reason.trim().length < 3) return err({ code: 'reason-missing' })
	const { lot: which } = request
	const [lot] = await lotHeads(ctx, 'id' in which ? { ids: [which.id] } : { codes: [which.code] })
	if (!lot) return err({ code: 'unknown-lot' })
	const number = await nextNumber(ctx, 'deviation', 'DEV-{YYYY}-{SEQ:4}')
	const id = newId()
	const { title, severity } = request
	ctx.em.create(Deviation, {
		id,
		number,
		lotId: lot.id,
		title: title.trim(),
		severity,
		status: 'open',
		openedAt: ctx.now,
		openedBy: accountOf(ctx.actor),
		closedAt: null,
		closedBy: null,
		conclusion: null,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'deviation.open',
		subject: { type: 'deviation', id, label: number },
		after: { lotId: lot.id, lot: lot.code, title: title.trim(), severity },
		reason: request.reason.trim(),
	})
	return ok({ id, number })
}
