import type { Result } from '#app/core/result.ts'
import {
	type Approved,
	approveOrMove,
	type Moved,
	type MoveError,
	type MoveRequest,
	type RecordStep,
} from '#app/features/workflow/move-record.server.ts'
import { stepsFrom } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideRecallGuards } from './decide-recall-guards.server.ts'
import { type RecallRecord, recallRecord } from './recall-record.model.ts'

/** What a person brings to a step of a recall beside what the step is about: all that the tenant's workflow may ask for. */
export type BroughtToStep = Partial<Omit<RecordStep, 'transition'>>

/** What a step is about beside what the person brings; `record` is signed with the recall's own columns. */
type Beside = Pick<MoveRequest, 'fields' | 'covers' | 'anew' | 'obstacles'> & { record?: Record<string, unknown> }

/** The decisions that the guards of a step ask for, stored; none where the recall stands elsewhere. */
export const guardsOfStep = async (
	ctx: Context,
	{ id, status }: Pick<RecallRecord, 'id' | 'status'>,
	transition: string,
): Promise<Record<string, GuardDecision>> =>
	decideRecallGuards(ctx, id, await stepsFrom(ctx, 'recall', id, status, transition))

/**
 * Takes a step of a locked recall by its workflow, or approves one that needs several people. `decisions` are those on its
 * guards, where the caller has made them; they stay on record also where the step is refused, so ask for the unit of work
 * with `keepOnRefusal`.
 * Errors: `transition-refused` with everything that is missing.
 */
export async function moveRecall(
	ctx: Context,
	recall: RecallRecord,
	transition: string,
	brought: BroughtToStep,
	{ decisions, record, ...beside }: Beside & { decisions?: Record<string, GuardDecision> } = {},
): Promise<Result<Moved | Approved, MoveError>> {
	return approveOrMove(ctx, {
		kind: 'recall',
		id: recall.id,
		label: recall.number,
		transition,
		reason: brought.reason,
		fields: brought.fields,
		signature: brought.signature,
		inNameOf: brought.inNameOf,
		expectedVersion: brought.expectedVersion,
		...beside,
		record: { ...recallRecord(recall), ...record },
		decisions: decisions ?? (await guardsOfStep(ctx, recall, transition)),
	})
}
