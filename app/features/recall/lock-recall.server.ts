import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase } from './recall.entity.server.ts'

/**
 * A recall under its row's lock, before lots and workflows are: of two who act on one case at once the second waits,
 * then meets what the first has made of it. Null when there is none.
 */
export async function lockRecall(ctx: Context, recallId: string): Promise<RecallCase | null> {
	await ctx.em.flush()
	await ctx.em.execute('select id from recall_case where id = ? for update', [recallId])
	return ctx.em.findOne(RecallCase, { id: recallId }, { refresh: true })
}
