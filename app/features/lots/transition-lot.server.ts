import { err, ok, type Result } from '#app/core/result.ts'
import { type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowAction, WorkflowTrigger } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { carryOutMove } from './carry-out-move.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { missingAttributes } from './missing-attributes.server.ts'
import { lockLots } from './stock.queries.server.ts'

/** A step of a lot's workflow that somebody or something asks for. */
export type LotTransition = {
	lotId: string
	transition: string
	reason?: string | undefined
	/** Fields of the transition's form. */
	fields?: Record<string, unknown> | undefined
	signature?: SignatureInput | undefined
	/** The lot's version that the asker looked at. */
	expectedVersion?: number | undefined
	/** Decisions made a moment ago in this unit of work, by rule set, for the transition's guards. */
	decisions?: Record<string, GuardDecision> | undefined
	/** Absent: a person. */
	trigger?: WorkflowTrigger | undefined
}

export type MovedLot = {
	id: string
	code: string
	from: string
	to: string
	category: string
	signatureId: string | null
	/** Hold placed by the transition, if it places one. */
	holdId: string | null
	/** What the definition asks for. Holds and notices are done already; deviations are the caller's. */
	actions: WorkflowAction[]
}

export type TransitionLotError = { code: 'unknown-lot' } | MoveError

/**
 * Moves a lot by its workflow, under its row's lock: of two who act at once, one wins and the other is told what the lot
 * now is. Places and lifts holds as the definition says, books the stock of a destroyed or returned lot out, and
 * records the trace event. A guard without a decision in `decisions` counts as unknown and refuses where it must pass.
 * Errors: `unknown-lot`; `transition-refused` with every refusal (permission, state, guard, field, signature …).
 */
export async function transitionLot(
	ctx: Context,
	request: LotTransition,
): Promise<Result<MovedLot, TransitionLotError>> {
	const [lot] = await lockLots(ctx, [request.lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const missing =
		(request.trigger ?? { type: 'user' }).type === 'user' ? await missingAttributes(ctx, lot, request.transition) : []
	if (missing.length > 0) return err({ code: 'transition-refused', refusals: missing })
	const moved = await moveRecord(ctx, {
		kind: 'lot',
		id: lot.id,
		label: lot.code,
		transition: request.transition,
		trigger: request.trigger ?? { type: 'user' },
		reason: request.reason,
		fields: request.fields,
		decisions: request.decisions ?? {},
		signature: request.signature,
		record: lotStanding(lot),
		expectedVersion: request.expectedVersion,
	})
	if (!moved.ok) return moved
	const reason = request.reason ?? request.signature?.reason ?? null
	const holdId = await carryOutMove(ctx, {
		lot,
		moved: moved.value,
		reason,
		trigger: request.trigger ?? { type: 'user' },
	})
	const { from, to, category, signatureId, actions } = moved.value
	return ok({ id: lot.id, code: lot.code, from, to, category, signatureId, holdId, actions })
}
