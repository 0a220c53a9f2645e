import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lotsToSettle } from './closing.queries.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { type BroughtToStep, moveRecall } from './move-recall.server.ts'
import { noticesSent } from './notices-to-send.queries.server.ts'
import { RecallCase } from './recall.entity.server.ts'

export type CancelRecall = BroughtToStep & { recallId: string }

/**
 * Takes an opened recall back under signature. Its lots go on hold, so that quality decides what becomes of them,
 * except those that another open recall still holds. Consignees who were told are told that it is over.
 * Errors: `unknown-recall`; `transition-refused`.
 */
export async function cancelRecall(
	ctx: Context,
	request: CancelRecall,
): Promise<Result<{ lots: number; told: number } | Approved, { code: 'unknown-recall' } | MoveError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await moveRecall(ctx, recall, 'cancel', request)
	if (!moved.ok) return moved
	if ('approvalId' in moved.value) return ok(moved.value)
	const why = `${recall.number}: ${request.signature?.reason ?? recall.title}`
	const bulk = await moveRecords(ctx, {
		kind: 'lot',
		records: await lotsToSettle(ctx, recall.id),
		transition: 'withdraw_recall',
		event: 'recall.withdrawn',
		tracedByCaller: true,
		reason: why,
	})
	const told = (await noticesSent(ctx, recall.id)).filter((notice) => notice.email)
	for (const notice of told) await ctx.jobs.send('recall.send-notice', { noticeId: notice.id, occasion: 'cancelled' })
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { closedAt: ctx.now })
	ctx.audit.record({
		action: 'recall.withdrawn',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { lots: bulk.moved.length, told: told.length, notMoved: bulk.refused.map((lot) => lot.label) },
		reason: request.signature?.reason ?? null,
	})
	return ok({ lots: bulk.moved.length, told: told.length })
}
