import { err, ok, type Result } from '#app/core/result.ts'
import { approveOrMove, type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowAction, WorkflowTrigger } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { missingAttributes } from './missing-attributes.server.ts'
import { signedLotData } from './signed-lot.queries.server.ts'
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
	/** The lot only passes through the state, so that nothing it asks for has to be there yet. */
	passesThrough?: boolean
	/** The person in whose name the actor acts, by a delegation in force. */
	inNameOf?: string | undefined
	/** Where only the approvals of others are missing, the attempt counts as an approval; the lot then stays (`approvals`). */
	mayApprove?: boolean
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
	/** What the definition asked for; all of it is done. */
	actions: WorkflowAction[]
	/** Set where the lot has not moved, but this approval was stored: "1 of 2". */
	approvals: { have: number; need: number } | null
}

export type TransitionLotError = { code: 'unknown-lot' } | MoveError

/**
 * Moves a lot by its workflow, under its row's lock: of two who act at once, one wins and the other is told what the lot
 * now is. What the definition asks for besides (holds, tasks, notices, events) is done with it. A guard without a decision in `decisions` counts as unknown and refuses where it must pass.
 * Errors: `unknown-lot`; `transition-refused` with every refusal (permission, state, guard, field, signature …).
 */
export async function transitionLot(
	ctx: Context,
	request: LotTransition,
): Promise<Result<MovedLot, TransitionLotError>> {
	const [lot] = await lockLots(ctx, [request.lotId])
	if (!lot) return err({ code: 'unknown-lot' })
	const isAsked = (request.trigger ?? { type: 'user' }).type === 'user' && !request.passesThrough
	const missing = isAsked ? (await missingAttributes(ctx, [lot], request.transition)).get(lot.id) : undefined
	if (missing) return err({ code: 'transition-refused', refusals: missing })
	const move = {
		kind: 'lot' as const,
		id: lot.id,
		label: lot.code,
		transition: request.transition,
		trigger: request.trigger ?? ({ type: 'user' } as const),
		reason: request.reason,
		fields: request.fields,
		decisions: request.decisions ?? {},
		signature: request.signature,
		record: { ...lotStanding(lot), ...(request.signature ? await signedLotData(ctx, lot.id) : {}) },
		expectedVersion: request.expectedVersion,
		inNameOf: request.inNameOf,
	}
	const moved = request.mayApprove ? await approveOrMove(ctx, move) : await moveRecord(ctx, move)
	if (!moved.ok) return moved
	const { id, code } = lot
	if ('approvalId' in moved.value) {
		const { have, need, signatureId } = moved.value
		const stays = { from: lot.status, to: lot.status, category: lot.category, holdId: null, actions: [] }
		return ok({ id, code, ...stays, signatureId, approvals: { have, need } })
	}
	return ok({ id, code, ...moved.value, approvals: null })
}
