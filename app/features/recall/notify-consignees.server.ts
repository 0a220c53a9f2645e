import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { type BroughtToStep, moveRecall } from './move-recall.server.ts'
import { noticesToSend } from './notices-to-send.queries.server.ts'
import { RecallCase } from './recall.entity.server.ts'

export type NotifyError = { code: 'unknown-recall' } | MoveError

/**
 * Sends every consignee of an opened recall its notice: one job each, queued in this transaction, so that a crash
 * loses none and doubles none. After an expansion it tells those whose lots have become more. Answers how many, and how
 * many have no address.
 * Errors: `unknown-recall`; `transition-refused`.
 */
export async function notifyConsignees(
	ctx: Context,
	{ recallId, ...brought }: BroughtToStep & { recallId: string },
): Promise<Result<{ queued: number; withoutAddress: number } | Approved, NotifyError>> {
	const recall = await lockRecall(ctx, recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await moveRecall(ctx, recall, 'notify', brought)
	if (!moved.ok) return moved
	if ('approvalId' in moved.value) return ok(moved.value)
	const notices = await noticesToSend(ctx, recall.id)
	const reachable = notices.filter((notice) => notice.email)
	for (const { id, lots, sentBefore } of reachable) {
		await ctx.jobs.send('recall.send-notice', { noticeId: id, occasion: sentBefore ? `scope-${lots}` : 'first' })
	}
	const withoutAddress = notices.length - reachable.length
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { notifiedAt: recall.notifiedAt ?? ctx.now })
	ctx.audit.record({
		action: 'recall.notices-queued',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { queued: reachable.length, withoutAddress },
	})
	return ok({ queued: reachable.length, withoutAddress })
}
