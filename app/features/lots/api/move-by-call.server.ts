import { decideLotGuards } from '#app/features/release/decide-guards.server.ts'
import { RELEASE_GATE } from '#app/features/release/release-gate.model.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import {
	type GivenSignature,
	moveProblem,
	signatureOf,
	type TransitionCall,
	unprovedOf,
} from '#app/features/workflow/mount-record-steps.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { answer, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { ApiProblem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readLot } from '../lots.queries.server.ts'
import { type LockedLot, lockLots } from '../stock.queries.server.ts'
import { transitionLot } from '../transition-lot.server.ts'
import { lotAnswer, toLotBody } from './lot-answers.ts'

export type MoveCall = {
	lotId: string
	call: TransitionCall
	signature: GivenSignature
	expectedVersion: number | null
}

type Outcome =
	| { ok: true; approvals: { have: number; need: number } | null }
	| { ok: false; refusals: readonly Refusal[] }

/**
 * Fires a transition of a lot as a program asks. A release runs its gate and stores the decision. Answers the lot; 202
 * with `approvals` where the step needs more people and this call counted as one approval; or
 * 422 `transition-refused` with everything that is missing; 412 when the lot is newer than `If-Match` says.
 */
export async function moveByCall(ctx: Context, move: MoveCall): Promise<ApiAnswer> {
	const [locked] = await lockLots(ctx, [move.lotId])
	if (!locked || !(await readLot(ctx, move.lotId))) return notFound()
	const { definition } = await loadPinnedWorkflow(ctx, locked.workflowVersionId)
	const transition = definition.transitions.find((one) => one.key === move.call.transition)
	const outcome = await attempt(ctx, locked, transition, move)
	const unproved = unprovedOf(move.signature)
	// What would have been granted without the signature is undone: a wrong one never counts as none.
	if (outcome.ok && unproved.length > 0) throw new ApiProblem(moveProblem(ctx.language, [], unproved))
	if (!outcome.ok) return refuse(moveProblem(ctx.language, outcome.refusals, unproved))
	const lot = await readLot(ctx, move.lotId)
	if (!lot) return notFound()
	if (!outcome.approvals) return lotAnswer(lot, ctx.language)
	const approvals = { transition: move.call.transition, ...outcome.approvals }
	return answer({ ...toLotBody(lot, ctx.language), approvals }, { status: 202, version: lot.version })
}

async function attempt(
	ctx: Context,
	lot: LockedLot,
	transition: WorkflowTransition | undefined,
	move: MoveCall,
): Promise<Outcome> {
	const { call, signature: given, expectedVersion } = move
	const signature = signatureOf(given, call.signature, transition?.signature?.meaning)
	const isGated = transition?.guards?.some((guard) => guard.ruleSet === RELEASE_GATE) === true
	if (isGated && transition?.key === 'release' && signature && !hasExtras(call)) {
		const released = await releaseLot(ctx, {
			lotId: lot.id,
			expectedVersion: expectedVersion ?? lot.version,
			signature,
		})
		if (released.ok) return { ok: true, approvals: released.value.approvals }
		return { ok: false, refusals: 'refusals' in released.error ? released.error.refusals : [] }
	}
	const moved = await transitionLot(ctx, {
		lotId: lot.id,
		transition: call.transition,
		reason: call.reason ?? call.signature?.reason,
		fields: call.fields,
		signature,
		// Only looked at, not stored, where the call cannot succeed anyway for want of a signature.
		decisions: await decideLotGuards(ctx, lot.id, transition, {
			dryRun: transition?.signature !== undefined && signature === undefined,
		}),
		inNameOf: call.inNameOf,
		mayApprove: true,
		...(expectedVersion === null ? {} : { expectedVersion }),
	})
	if (moved.ok) return { ok: true, approvals: moved.value.approvals }
	return { ok: false, refusals: moved.error.code === 'transition-refused' ? moved.error.refusals : [] }
}

/** A reason or fields of a form beside the signature: the general way takes them along. */
const hasExtras = (call: TransitionCall): boolean =>
	call.fields !== undefined || (call.reason !== undefined && call.reason !== call.signature?.reason)
