import { Decimal } from 'decimal.js'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase, RecallNotice, RecallNoticeLot } from './recall.entity.server.ts'
import { completeAnswer, type RecallAnswer, RUNNING } from './recall.model.ts'
import type { RecallAnswerInput } from './recall.schema.ts'

export type AnswerRecallError =
	| { code: 'unknown-notice' | 'recall-closed' }
	| { code: 'more-than-shipped' | 'unknown-lot'; lotId: string }

/** The holder of a link may answer that one notice; people, what their role says. */
const mayAnswer = (ctx: Context, notice: RecallNotice): boolean => {
	const { actor } = ctx
	if (actor.kind === 'grant') return actor.grant === 'recall-notice' && actor.subjectId === notice.id
	return ctx.ability.can('answer', asSubject('RecallNotice', { id: notice.id, partyId: notice.partyId }))
}

/**
 * Takes a consignee's answer: what became of each lot shipped to them. May be corrected until the recall is closed;
 * each answer is an audit entry with the one before. Quantities may not exceed what was shipped; what is left over
 * counts as unknown, and the notice as partly answered.
 * Errors: `unknown-notice` (also another's), `recall-closed`, `unknown-lot`, `more-than-shipped` (with the lot).
 */
export async function answerRecall(
	ctx: Context,
	noticeId: string,
	input: RecallAnswerInput,
): Promise<Result<{ unknown: string }, AnswerRecallError>> {
	await lockRow(ctx, 'recall_notice', noticeId)
	const notice = await ctx.em.findOne(RecallNotice, { id: noticeId }, { refresh: true })
	if (!notice || !mayAnswer(ctx, notice)) return err({ code: 'unknown-notice' })
	const recall = await ctx.em.findOneOrFail(RecallCase, { id: notice.recallId })
	if (!RUNNING.has(recall.category)) return err({ code: 'recall-closed' })
	const lots = new Map((await ctx.em.find(RecallNoticeLot, { noticeId })).map((lot) => [lot.lotId, lot]))
	const before: Record<string, RecallAnswer | null> = {}
	const after: Record<string, RecallAnswer> = {}
	for (const { lotId, ...given } of input.lots) {
		const lot = lots.get(lotId)
		if (!lot) return err({ code: 'unknown-lot', lotId })
		const answer = completeAnswer(lot.shipped, given)
		if (!answer) return err({ code: 'more-than-shipped', lotId })
		before[lotId] = lot.answer ?? null
		after[lotId] = answer
		lot.answer = answer
	}
	const unknown = [...lots.values()].reduce((sum, lot) => sum.plus(lot.answer?.unknown ?? lot.shipped), new Decimal(0))
	notice.status = unknown.isZero() ? 'answered' : 'partial'
	notice.answeredAt = ctx.now
	notice.answeredBy = input.answeredBy
	notice.comment = input.comment || null
	ctx.audit.record({
		action: 'recall.answer',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		...(ctx.actor.kind === 'grant' ? { actor: { kind: 'grant' as const, id: noticeId, name: input.answeredBy } } : {}),
		before: { noticeId, lots: before },
		after: { noticeId, lots: after },
		reason: input.comment || null,
	})
	return ok({ unknown: unknown.toFixed() })
}
