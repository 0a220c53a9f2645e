import { Decimal } from 'decimal.js'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase, RecallNotice, RecallNoticeLot } from './recall.entity.server.ts'
import type { RecallAnswer } from './recall.model.ts'
import type { RecallAnswerInput } from './recall.schema.ts'

export type AnswerRecallError = { code: 'unknown-notice' | 'recall-closed' } | { code: 'more-than-shipped' | 'unknown-lot'; lotId: string }

/** What was shipped less what is accounted for: never negative. Null when more is accounted for than was shipped. */
function complete(shipped: string, given: Omit<RecallAnswer, 'unknown'>): RecallAnswer | null {
	const known = Decimal.sum(given.returned, given.quarantined, given.used, given.destroyed)
	const unknown = new Decimal(shipped).minus(known)
	if (unknown.isNegative()) return null
	return { ...given, unknown: unknown.toFixed() }
}

/**
 * Takes a consignee's answer: what became of each lot shipped to them. May be corrected until the recall is closed;
 * each answer is an audit entry with the one before. Quantities may not exceed what was shipped; what is left over
 * counts as unknown, and the notice as partly answered.
 * Errors: `unknown-notice`, `recall-closed`, `unknown-lot`, `more-than-shipped` (with the lot).
 */
export async function answerRecall(ctx: Context, noticeId: string, input: RecallAnswerInput): Promise<Result<{ unknown: string }, AnswerRecallError>> {
	await ctx.em.execute('select id from recall_notice where id = ? for update', [noticeId])
	const notice = await ctx.em.findOne(RecallNotice, { id: noticeId })
	if (!notice) return err({ code: 'unknown-notice' })
	const recall = await ctx.em.findOneOrFail(RecallCase, { id: notice.recallId })
	if (['done', 'cancelled'].includes(recall.category)) return err({ code: 'recall-closed' })
	const lots = new Map((await ctx.em.find(RecallNoticeLot, { noticeId })).map((lot) => [lot.lotId, lot]))
	const before: Record<string, RecallAnswer | null> = {}
	const after: Record<string, RecallAnswer> = {}
	for (const { lotId, ...given } of input.lots) {
		const lot = lots.get(lotId)
		if (!lot) return err({ code: 'unknown-lot', lotId })
		const answer = complete(lot.shipped, given)
		if (!answer) return err({ code: 'more-than-shipped', lotId })
		before[lotId] = lot.answer ?? null
		after[lotId] = answer
		lot.answer = answer
	}
	const all = [...lots.values()]
	const unknown = all.reduce((sum, lot) => sum.plus(lot.answer?.unknown ?? lot.shipped), new Decimal(0))
	notice.status = unknown.isZero() ? 'answered' : 'partial'
	notice.answeredAt = ctx.now
	notice.answeredBy = input.answeredBy
	notice.comment = input.comment ?? null
	ctx.audit.record({
		action: 'recall.answer',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		actor: ctx.actor.kind === 'grant' ? { kind: 'grant', id: noticeId, name: input.answeredBy } : { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name },
		before,
		after,
		reason: input.comment ?? null,
	})
	return ok({ unknown: unknown.toFixed() })
}

/** Notes that a notice was opened for the first time. */
export async function markNoticeOpened(ctx: Context, noticeId: string): Promise<void> {
	const notice = await ctx.em.findOne(RecallNotice, { id: noticeId })
	if (!notice || notice.openedAt) return
	notice.openedAt = ctx.now
	if (notice.status === 'sent' || notice.status === 'queued') notice.status = 'opened'
	ctx.audit.record({
		action: 'recall.notice-opened',
		subject: { type: 'recall', id: notice.recallId },
		actor: { kind: 'grant', id: noticeId, name: 'Consignee' },
		after: { noticeId },
	})
}
