import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, Moved, MoveError, RecordStep } from '#app/features/workflow/move-record.server.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { discardRecall } from './discard-recall.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { moveRecall } from './move-recall.server.ts'
import { notifyConsignees } from './notify-consignees.server.ts'
import type { RecallCase } from './recall.entity.server.ts'
import { leavesLots } from './recall.model.ts'
import { isSignedStep, LOTS_AT_STAKE } from './recall-steps.model.ts'
import { startReconciliation } from './start-reconciliation.server.ts'

export type StepRecall = RecordStep & { recallId: string }
export type StepRecallError = { code: 'unknown-recall' } | MoveError
type Stepped = Moved | Approved | { approvals: null }

/**
 * Takes a step of a recall that has no dialog of its own: the portal's `notify`, `reconcile` and `discard` with what they
 * bring with them, and any that the tenant's workflow adds. Where the step needs several people, an attempt that lacks
 * nothing else counts as the actor's approval.
 * Errors: `unknown-recall`; `transition-refused` with everything that is missing, also for `open`, `expand`, `close`,
 * `cancel` and whatever else would recall lots or settle them.
 */
export async function stepRecall(
	ctx: Context,
	{ recallId, ...step }: StepRecall,
): Promise<Result<Stepped, StepRecallError>> {
	switch (step.transition) {
		case 'notify':
			return stepped(await notifyConsignees(ctx, { recallId, ...step }))
		case 'reconcile':
			return stepped(await startReconciliation(ctx, { recallId, ...step }))
		case 'discard':
			return stepped(await discardRecall(ctx, { recallId, ...step }))
	}
	const recall = await lockRecall(ctx, recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const obstacle = await lotsAtStake(ctx, recall, step.transition)
	return moveRecall(ctx, recall, step.transition, step, { obstacles: obstacle ? [obstacle] : [] })
}

const stepped = (done: Result<object | null, StepRecallError>): Result<Stepped, StepRecallError> =>
	done.ok ? ok(done.value && 'approvalId' in done.value ? (done.value as Approved) : { approvals: null }) : done

/** What keeps a step from being taken by itself: lots would have to be recalled or settled with it. */
async function lotsAtStake(ctx: Context, recall: RecallCase, transition: string): Promise<Refusal | null> {
	const definition = await pinnedDefinition(ctx, 'recall', recall.id)
	const { states, transitions } = definition ? indexOf(definition) : { states: new Map(), transitions: new Map() }
	const to = states.get(transitions.get(transition)?.to ?? '')
	if (!to || (!isSignedStep(transition) && leavesLots(recall.category, to.category))) return null
	return { code: 'field', message: LOTS_AT_STAKE, detail: { field: 'transition', problem: 'missing' } }
}
