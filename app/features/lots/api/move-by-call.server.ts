import { localized } from '#app/core/localized.ts'
import { decideLotGuards } from '#app/features/release/decide-guards.server.ts'
import { RELEASE_GATE } from '#app/features/release/release-gate.model.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { answer, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { ApiProblem, type Problem, type ProblemItem, problem } from '#app/platform/http/problem.ts'
import type { CallSigner } from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readLot } from '../lots.queries.server.ts'
import { type LockedLot, lockLots } from '../stock.queries.server.ts'
import { transitionLot } from '../transition-lot.server.ts'
import { lotAnswer, toLotBody } from './lot-answers.ts'
import type { TransitionCall } from './lot-schemas.ts'

/** Who signed, or why that was not believed; null: nobody did. */
export type GivenSignature = { signer: CallSigner } | { refused: ProblemItem[] } | null

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
	const unproved = move.signature && 'refused' in move.signature ? move.signature.refused : []
	// What would have been granted without the signature is undone: a wrong one never counts as none.
	if (outcome.ok && unproved.length > 0) throw new ApiProblem(moveProblem(ctx, [], unproved))
	if (!outcome.ok) return refuse(moveProblem(ctx, outcome.refusals, unproved))
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
	const signer = given && 'signer' in given ? given.signer : null
	const signature =
		signer && call.signature
			? {
					proof: signer.proof,
					meaning: call.signature.meaning ?? transition?.signature?.meaning ?? 'approved',
					reason: call.signature.reason,
				}
			: undefined
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

/** `trigger` is a matter of permission for whoever calls: no key or person may fire what waits for something else. */
const codeOf = (refusal: Refusal): string => (refusal.code === 'trigger' ? 'permission' : refusal.code)

const PATHS: Partial<Record<Refusal['code'], string>> = { signature: '/signature', state: '/transition' }

function moveProblem(ctx: Context, refusals: readonly Refusal[], unproved: readonly ProblemItem[]): Problem {
	const isStale = refusals.some((refusal) => refusal.code === 'state' && refusal.detail.problem === 'stale')
	const shown = unproved.length > 0 ? refusals.filter((refusal) => refusal.code !== 'signature') : refusals
	const errors: ProblemItem[] = [
		...shown.map((refusal) => ({
			path: refusal.code === 'field' ? `/fields/${refusal.detail.field}` : (PATHS[refusal.code] ?? ''),
			code: codeOf(refusal),
			message: localized(refusal.message, ctx.language),
			detail: localizeRefusal(refusal, ctx.language),
		})),
		...unproved.map((item) => ({
			path: '/signature',
			code: 'signature',
			message: item.message,
			detail: { missing: item.code },
		})),
	]
	if (isStale)
		return problem(412, 'stale', 'The lot was changed after the version named in If-Match. Read it again.', errors)
	return problem(
		422,
		'transition-refused',
		'The transition was refused; see errors for everything that is missing.',
		errors,
	)
}

function localizeRefusal(refusal: Refusal, language: Context['language']): unknown {
	if (refusal.code !== 'guard') return refusal.detail
	return { ...refusal.detail, explanation: refusal.detail.explanation.map((line) => localized(line, language)) }
}
