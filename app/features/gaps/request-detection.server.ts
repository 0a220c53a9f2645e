import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { GapRun } from './gap.entity.server.ts'

/** A run that began longer ago has come to nothing. */
const LONGEST_MS = 15 * 60_000

/**
 * Asks for a look through all lots, done by a job; while one is on its way no second is begun. Permission: `check` on Gap.
 * Errors: `forbidden`.
 */
export async function requestDetection(ctx: Context): Promise<Result<{ runId: string }, { code: 'forbidden' }>> {
	if (!ctx.ability.can('check', 'Gap')) return err({ code: 'forbidden' })
	const since = new Date(ctx.now.getTime() - LONGEST_MS)
	const open = await ctx.em.findOne(GapRun, { finishedAt: null, requestedAt: { $gt: since } })
	if (open) return ok({ runId: open.id })
	const run = ctx.em.create(GapRun, { id: newId(), requestedBy: accountOf(ctx.actor), requestedAt: ctx.now })
	await ctx.em.flush()
	await ctx.jobs.send('gaps.detect', { runId: run.id })
	return ok({ runId: run.id })
}
