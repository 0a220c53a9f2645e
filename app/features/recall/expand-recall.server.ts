import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { BulkMoved } from '#app/features/workflow/move-records.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { undoneOnRefusal } from '#app/platform/request/undone-on-refusal.server.ts'
import { freezeScope } from './freeze-scope.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { lockScope } from './lock-scope.server.ts'
import { type BroughtToStep, guardsOfStep, moveRecall } from './move-recall.server.ts'
import { RecallCase, RecallLot } from './recall.entity.server.ts'
import { existingLots } from './recall.queries.server.ts'

export type ExpandRecall = BroughtToStep & {
	recallId: string
	/** More lots that gave a reason. */
	seedLotIds: readonly string[]
	/** Others approved other lots; what they approved is known to be void by this. */
	anew?: boolean | undefined
}

export type ExpandedRecall = { lots: number; notices: number; alreadyRecalled: BulkMoved['refused'] }

export type ExpandRecallError =
	| { code: 'unknown-recall' | 'unknown-lot' | 'nothing-new' | 'trace-not-allowed' }
	| MoveError

/**
 * Adds lots to an open recall under signature: traces forward from the new seeds and takes in what is not in the scope
 * yet. Consignees concerned wait for a notice again; what they answered stays. Where the workflow asks for several people,
 * an approval binds the lots that it was given on: these seeds, and all that was new by them at that time.
 * Errors: `unknown-recall`; `unknown-lot`; `nothing-new` (all of it is in the scope already); `trace-not-allowed`;
 * `transition-refused` (state, permission, signature; other lots than those that were approved, unless `anew`).
 */
export async function expandRecall(
	ctx: Context,
	request: ExpandRecall,
): Promise<Result<ExpandedRecall | Approved, ExpandRecallError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	if (!ctx.ability.can('read', 'TraceEvent')) return err({ code: 'trace-not-allowed' })
	const seeds = [...new Set(request.seedLotIds)].sort()
	if (seeds.length === 0 || (await existingLots(ctx, seeds)).length !== seeds.length)
		return err({ code: 'unknown-lot' })
	const decisions = await guardsOfStep(ctx, recall, 'expand')
	return undoneOnRefusal(ctx, (inner) => addToScope(inner, recall, { ...request, seedLotIds: seeds }, decisions))
}

async function addToScope(
	ctx: Context,
	recall: RecallCase,
	request: ExpandRecall,
	decisions: Record<string, GuardDecision>,
): Promise<Result<ExpandedRecall | Approved, ExpandRecallError>> {
	const { seedLotIds: seeds } = request
	const known = new Set(
		(await ctx.em.find(RecallLot, { recallId: recall.id }, { fields: ['lotId'] })).map((lot) => lot.lotId),
	)
	const depths = new Map([...(await lockScope(ctx, seeds, recall.scopeKind))].filter(([id]) => !known.has(id)))
	if (depths.size === 0) return err({ code: 'nothing-new' })
	const added = [...depths.keys()].sort()
	const moved = await moveRecall(ctx, recall, 'expand', request, {
		decisions,
		record: { addedSeedLotIds: seeds, addedLotIds: added },
		covers: { all: { seeds, added }, shown: { seedLotIds: seeds, lots: added.length } },
		anew: request.anew,
	})
	if (!moved.ok) return moved
	if ('approvalId' in moved.value) return ok(moved.value)
	const scope = await freezeScope(ctx, recall, depths)
	const seedLotIds = [...new Set([...recall.seedLotIds, ...seeds])]
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { seedLotIds })
	ctx.audit.record({
		action: 'recall.scope',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		before: { seedLotIds: recall.seedLotIds },
		after: {
			seedLotIds,
			lots: scope.lots.length,
			notices: scope.notices,
			notMoved: scope.notMoved.map((lot) => lot.label),
		},
	})
	return ok({ lots: scope.lots.length, notices: scope.notices, alreadyRecalled: scope.notMoved })
}
