import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lotsToSettle, readClosingFacts } from './closing.queries.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { type BroughtToStep, moveRecall } from './move-recall.server.ts'
import { RecallCase } from './recall.entity.server.ts'
import { type ClosingNeed, closingNeeds, RUNNING } from './recall.model.ts'

export type CloseRecall = BroughtToStep & {
	recallId: string
	/** Why it may be closed although something is missing; part of what is signed. */
	explanation?: string | undefined
}

export type CloseRecallError = { code: 'unknown-recall' } | { code: 'not-ready'; missing: ClosingNeed[] } | MoveError

/** Long enough to say something. */
const EXPLANATION = 20

/**
 * Closes a recall under signature: everyone has answered and every quantity is known, or a signed explanation (at least
 * 20 characters) says why not. The lots stay out of use for good, except those that another open recall still holds.
 * Errors: `unknown-recall`; `not-ready` with everything that is missing; `transition-refused`.
 */
export async function closeRecall(
	ctx: Context,
	request: CloseRecall,
): Promise<Result<{ lots: number } | Approved, CloseRecallError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const facts = await readClosingFacts(ctx, recall.id)
	const explanation = request.explanation?.trim() ?? ''
	const missing = closingNeeds(facts).filter((need) => !need.met)
	const open = missing.filter((need) => !need.explainable || explanation.length < EXPLANATION)
	if (RUNNING.has(recall.category) && ctx.ability.can('close', 'Recall') && open.length > 0)
		return err({ code: 'not-ready', missing: open })
	const own = {
		explanation: explanation || null,
		open: missing.map((need) => ({ need: need.key, count: need.missing })),
	}
	const moved = await moveRecall(ctx, recall, 'close', request, {
		fields: { ...request.fields, ...own },
		record: { ...own, reconciliation: facts.reconciliation },
	})
	if (!moved.ok) return moved
	if ('approvalId' in moved.value) return ok(moved.value)
	const lots = await lotsToSettle(ctx, recall.id)
	await moveRecords(ctx, {
		kind: 'lot',
		records: lots,
		transition: 'close_recall',
		event: 'recall.closed',
		tracedByCaller: true,
		reason: `${recall.number}: ${recall.title}`,
	})
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { closedAt: ctx.now })
	return ok({ lots: lots.length })
}
