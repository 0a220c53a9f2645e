import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { RecallNotice } from './recall.entity.server.ts'
import { RUNNING } from './recall.model.ts'

export type ChangeAddressError = {
	code: 'unknown-recall' | 'forbidden' | 'unknown-notice' | 'recall-closed' | 'same-address'
}

/**
 * Gives a consignee's notice another address, because the first came back or there was none, and sends it there where
 * the others have been told. Links sent before stay good.
 * Errors: `unknown-recall`; `forbidden`; `recall-closed`; `unknown-notice`; `same-address`.
 */
export async function changeAddress(
	ctx: Context,
	request: { recallId: string; noticeId: string; email: string },
): Promise<Result<{ sending: boolean }, ChangeAddressError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	if (!ctx.ability.can('notify', 'Recall')) return err({ code: 'forbidden' })
	if (recall.category !== 'initial' && !RUNNING.has(recall.category)) return err({ code: 'recall-closed' })
	const notice = await ctx.em.findOne(RecallNotice, { id: request.noticeId, recallId: recall.id })
	if (!notice) return err({ code: 'unknown-notice' })
	if (notice.email === request.email) return err({ code: 'same-address' })
	const before = notice.email ?? null
	notice.email = request.email
	const sending = recall.notifiedAt !== null && recall.notifiedAt !== undefined
	if (sending) await ctx.jobs.send('recall.send-notice', { noticeId: notice.id, occasion: `address-${request.email}` })
	ctx.audit.record({
		action: 'recall.address',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		before: { noticeId: notice.id, email: before },
		after: { noticeId: notice.id, email: request.email },
	})
	return ok({ sending })
}
