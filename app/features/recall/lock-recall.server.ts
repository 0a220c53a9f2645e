import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase } from './recall.entity.server.ts'

/**
 * A recall under its row's lock, before lots and workflows are: of two who act on one case at once the second waits,
 * then meets what the first has made of it. Null when there is none.
 */
export async function lockRecall(ctx: Context, recallId: string): Promise<RecallCase | null> {
	await ctx.em.flush()
	await lockRow(ctx, 'recall_case', recallId)
	return ctx.em.findOne(RecallCase, { id: recallId }, { refresh: true })
}
