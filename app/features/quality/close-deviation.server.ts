import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Deviation } from './quality.entity.server.ts'

export type CloseDeviation = { deviationId: string; conclusion: string; expectedVersion?: number | undefined }

export type CloseDeviationError = {
	code: 'forbidden' | 'unknown-deviation' | 'already-closed' | 'stale-record' | 'conclusion-missing'
}

/**
 * Closes a deviation with what was found and done.
 * Errors: `unknown-deviation`, `forbidden`, `already-closed`, `stale-record` (changed after it was opened on the
 * screen), `conclusion-missing`.
 */
export async function closeDeviation(
	ctx: Context,
	request: CloseDeviation,
): Promise<Result<{ id: string }, CloseDeviationError>> {
	const { deviationId: id, expectedVersion } = request
	const conclusion = request.conclusion.trim()
	if (conclusion.length < 3) return err({ code: 'conclusion-missing' })
	await ctx.em.execute('select id from deviation where id = ? for update', [id])
	const deviation = await ctx.em.findOne(Deviation, { id }, { refresh: true })
	if (!deviation) return err({ code: 'unknown-deviation' })
	if (!ctx.ability.can('close', asSubject('Deviation', deviation))) return err({ code: 'forbidden' })
	if (deviation.status === 'closed') return err({ code: 'already-closed' })
	if (expectedVersion !== undefined && deviation.version !== expectedVersion) return err({ code: 'stale-record' })
	deviation.status = 'closed'
	deviation.closedAt = ctx.now
	deviation.closedBy = accountOf(ctx.actor)
	deviation.conclusion = conclusion
	await ctx.em.flush()
	ctx.audit.record({
		action: 'deviation.close',
		subject: { type: 'deviation', id, label: deviation.number },
		before: { status: 'open' },
		after: { status: 'closed' },
		reason: conclusion,
	})
	return ok({ id })
}
