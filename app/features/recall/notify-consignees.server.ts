import { err, ok, type Result } from '#app/core/result.ts'
import { type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase } from './recall.entity.server.ts'
import { noticesToSend, recallRecord } from './recall.queries.server.ts'

export type NotifyError = { code: 'unknown-recall' } | MoveError

/**
 * Sends every consignee of an opened recall its notice: one job each, queued in this transaction, so that a crash
 * loses none and doubles none. Answers how many, and which have no address.
 * Errors: `unknown-recall`; `transition-refused`.
 */
export async function notifyConsignees(ctx: Context, recallId: string): Promise<Result<{ queued: number; withoutAddress: number }, NotifyError>> {
	const recall = await ctx.em.findOne(RecallCase, { id: recallId })
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await moveRecord(ctx, { kind: 'recall', id: recall.id, label: recall.number, transition: 'notify', record: recallRecord(recall) })
	if (!moved.ok) return moved
	const notices = await noticesToSend(ctx, recallId)
	const reachable = notices.filter((notice) => notice.email)
	for (const notice of reachable) await ctx.jobs.send('recall.send-notice', { noticeId: notice.id, occasion: 'first' })
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { notifiedAt: ctx.now })
	ctx.audit.record({
		action: 'recall.notices-queued',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { queued: reachable.length, withoutAddress: notices.length - reachable.length },
	})
	return ok({ queued: reachable.length, withoutAddress: notices.length - reachable.length })
}
