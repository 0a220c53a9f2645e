import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findGaps } from './find-gaps.queries.server.ts'
import { GapRun } from './gap.entity.server.ts'

/**
 * Looks through all lots for gaps and notes the run: one that was asked for, or a new one. A run that is over is not run
 * again. The portal's own doing: no permission is asked, and nothing that people keep is changed.
 */
export async function runDetection(ctx: Context, runId: string | null): Promise<void> {
	const run =
		(runId ? await ctx.em.findOne(GapRun, { id: runId }) : null) ??
		ctx.em.create(GapRun, { id: runId ?? newId(), requestedBy: null, requestedAt: ctx.now })
	if (run.finishedAt) return
	await ctx.em.flush()
	run.counts = await findGaps(ctx)
	run.finishedAt = ctx.now
	await ctx.em.flush()
}
