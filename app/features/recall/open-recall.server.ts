import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, Covers, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { BulkMoved } from '#app/features/workflow/move-records.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { undoneOnRefusal } from '#app/platform/request/undone-on-refusal.server.ts'
import { freezeScope } from './freeze-scope.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { lockScope } from './lock-scope.server.ts'
import { type BroughtToStep, guardsOfStep, moveRecall } from './move-recall.server.ts'
import { RecallCase } from './recall.entity.server.ts'

export type OpenRecall = BroughtToStep & {
	recallId: string
	/** Others approved a scope that has changed since; their approvals are known to be void by this one. */
	anew?: boolean | undefined
}

export type OpenRecallError = { code: 'unknown-recall' | 'trace-not-allowed' } | MoveError

export type OpenedRecall = { lots: number; notices: number; alreadyRecalled: BulkMoved['refused'] }

/** What an approval of an opening is given on: the lots of the scope as it then is. */
export const openingCovers = (lotIds: Iterable<string>): Covers => {
	const lots = [...lotIds].sort()
	return { all: { lots }, shown: { lots: lots.length } }
}

/** Days until the authority wants the report: 21 CFR 806.10(b) gives 10 working days; the default is the stricter 3 days. */
const REPORT_DAYS = 3

/**
 * Opens a recall under signature: `recall_scope` decides on every lot of the trace and what is related to it, the lots of
 * the recall's reach are frozen as they stand, put on recall, and every consignee gets a notice, in one transaction. The
 * signature covers the scope, each lot keeps the decision that put it there. Sending the notices is `notifyConsignees`. Lots that are recalled, destroyed or rejected already stay where they are and are
 * answered.
 * Errors: `unknown-recall`; `trace-not-allowed` (the actor may not follow lots, so a scope would be incomplete);
 * `transition-refused` (state, permission, signature; other lots than those that were approved, unless `anew`). Where the
 * workflow asks for several people, all but the last one leave their approval and nothing else happens; the same for every
 * step of a recall.
 */
export async function openRecall(
	ctx: Context,
	request: OpenRecall,
): Promise<Result<OpenedRecall | Approved, OpenRecallError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	if (!ctx.ability.can('read', 'TraceEvent')) return err({ code: 'trace-not-allowed' })
	const decisions = await guardsOfStep(ctx, recall, 'open')
	return undoneOnRefusal(ctx, (inner) => openScope(inner, recall, request, decisions))
}

/** Locks the scope as the rules see it, takes the step, and freezes what was locked. */
async function openScope(
	ctx: Context,
	recall: RecallCase,
	request: OpenRecall,
	decisions: Record<string, GuardDecision>,
): Promise<Result<OpenedRecall | Approved, OpenRecallError>> {
	const started = performance.now()
	const depths = await lockScope(ctx, recall.seedLotIds, recall.scopeKind)
	const traceMs = Math.max(1, Math.round(performance.now() - started))
	const moved = await moveRecall(ctx, recall, 'open', request, {
		decisions,
		record: { scopeLotIds: [...depths.keys()].sort() },
		covers: openingCovers(depths.keys()),
		anew: request.anew,
	})
	if (!moved.ok) return moved
	if ('approvalId' in moved.value) return ok(moved.value)
	const scope = await freezeScope(ctx, recall, depths)
	const reportDueAt = new Date(ctx.now.getTime() + REPORT_DAYS * 86_400_000)
	await ctx.em.nativeUpdate(
		RecallCase,
		{ id: recall.id },
		{ traceMs, openedAt: ctx.now, openedBy: accountOf(ctx.actor), reportDueAt },
	)
	ctx.audit.record({
		action: 'recall.scope',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: {
			lots: scope.lots.length,
			scope: recall.scopeKind,
			notices: scope.notices,
			traceMs,
			notMoved: scope.notMoved.map((lot) => lot.label),
		},
	})
	return ok({ lots: scope.lots.length, notices: scope.notices, alreadyRecalled: scope.notMoved })
}
