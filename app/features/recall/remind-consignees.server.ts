import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { noticesToRemind } from './notices-to-send.queries.server.ts'
import { RUNNING } from './recall.model.ts'

export type RemindError = {
	code: 'unknown-recall' | 'forbidden' | 'not-notified' | 'unknown-notice' | 'nobody-to-remind'
}

/**
 * Reminds everyone who was told and has not accounted for everything, or one of them. Pressing twice at once reminds
 * once: the reminder is named by its number.
 * Errors: `unknown-recall`; `forbidden`; `not-notified` (no notices have gone out, or the case is over);
 * `unknown-notice`; `nobody-to-remind`.
 */
export async function remindConsignees(
	ctx: Context,
	request: { recallId: string; noticeId?: string | undefined },
): Promise<Result<{ queued: number }, RemindError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	if (!ctx.ability.can('notify', 'Recall')) return err({ code: 'forbidden' })
	if (!recall.notifiedAt || !RUNNING.has(recall.category)) return err({ code: 'not-notified' })
	const all = await noticesToRemind(ctx, recall.id)
	const notices = request.noticeId ? all.filter((notice) => notice.id === request.noticeId) : all
	if (request.noticeId && notices.length === 0) return err({ code: 'unknown-notice' })
	if (notices.length === 0) return err({ code: 'nobody-to-remind' })
	for (const { id, reminders } of notices) {
		await ctx.jobs.send('recall.send-notice', { noticeId: id, occasion: `reminder-${reminders + 1}` })
	}
	ctx.audit.record({
		action: 'recall.reminders-queued',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { queued: notices.length },
	})
	return ok({ queued: notices.length })
}
