import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase, RecallNotice } from './recall.entity.server.ts'

/** Notes that a consignee has opened their notice, the first time. Two windows at once note it once. */
export async function markNoticeOpened(ctx: Context, noticeId: string): Promise<void> {
	const opened = await ctx.em.nativeUpdate(RecallNotice, { id: noticeId, openedAt: null }, { openedAt: ctx.now })
	if (opened === 0) return
	await ctx.em.nativeUpdate(
		RecallNotice,
		{ id: noticeId, status: { $in: ['queued', 'sent', 'failed'] } },
		{ status: 'opened' },
	)
	const notice = await ctx.em.findOneOrFail(RecallNotice, { id: noticeId })
	const recall = await ctx.em.findOneOrFail(RecallCase, { id: notice.recallId })
	ctx.audit.record({
		action: 'recall.notice-opened',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { noticeId, partyId: notice.partyId },
	})
}
