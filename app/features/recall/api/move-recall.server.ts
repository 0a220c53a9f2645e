import { localized } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import type { Approved } from '#app/features/workflow/move-record.server.ts'
import { notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { type ProblemItem, problem } from '#app/platform/http/problem.ts'
import type { CallSigner } from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { cancelRecall } from '../cancel-recall.server.ts'
import { type CloseRecallError, closeRecall } from '../close-recall.server.ts'
import { type ExpandRecallError, expandRecall } from '../expand-recall.server.ts'
import { resolveLots } from '../find-seeds.queries.server.ts'
import { openRecall } from '../open-recall.server.ts'
import { stepRecall } from '../step-recall.server.ts'
import { answerRecallCase } from './recall-body.server.ts'
import type { RecallTransition } from './recall-schemas.ts'

export type MoveRecallCall = {
	recallId: string
	call: RecallTransition
	signer: CallSigner | null
	expectedVersion: number | null
}

type StepError = ExpandRecallError | CloseRecallError
type Outcome = Result<object | null, StepError>

/**
 * Fires a transition of a recall as a program asks. Answers the recall, with `alreadyRecalled` where lots could not
 * move; 202 with `approvals` where the step needs more people; 422 `transition-refused` or `not-ready` with everything that is missing; 412 when the recall is newer than
 * `If-Match` says.
 */
export async function moveRecallByCall(ctx: Context, move: MoveRecallCall): Promise<ApiAnswer> {
	const seeds = await resolveLots(ctx, move.call.fields?.seeds ?? [])
	if (!seeds.ok) return refuseSeeds(seeds.error, '/fields/seeds')
	const result = await take(ctx, move, seeds.value)
	if (!result.ok) return refuseStep(ctx, result.error)
	if (result.value && 'approvalId' in result.value) {
		const { have, need } = result.value as Approved
		return answerRecallCase(ctx, move.recallId, 202, { approvals: { transition: move.call.transition, have, need } })
	}
	const notMoved = (result.value as { alreadyRecalled?: { id: string; label: string }[] } | null)?.alreadyRecalled
	return answerRecallCase(
		ctx,
		move.recallId,
		200,
		notMoved ? { alreadyRecalled: notMoved.map(({ id, label }) => ({ id, code: label })) } : {},
	)
}

function take(
	ctx: Context,
	{ recallId, call, signer, expectedVersion }: MoveRecallCall,
	seedLotIds: string[],
): Promise<Outcome> {
	const signature =
		signer && call.signature
			? { proof: signer.proof, meaning: call.signature.meaning ?? 'approved', reason: call.signature.reason }
			: undefined
	const { seeds: _seeds, anew, explanation, ...fields } = call.fields ?? {}
	const { transition, reason, inNameOf } = call
	const request = { recallId, reason, fields, signature, inNameOf, expectedVersion: expectedVersion ?? undefined }
	switch (transition) {
		case 'open':
			return openRecall(ctx, { ...request, anew })
		case 'expand':
			return expandRecall(ctx, { ...request, seedLotIds, anew })
		case 'close':
			return closeRecall(ctx, { ...request, explanation })
		case 'cancel':
			return cancelRecall(ctx, request)
		default:
			return stepRecall(ctx, { ...request, transition })
	}
}

/** Lots named in a call that do not exist here. */
export const refuseSeeds = (unknown: readonly string[], path: string): ApiAnswer =>
	refuse(
		problem(
			422,
			'unknown-lot',
			'Some lots do not exist.',
			unknown.map((seed) => ({ path, code: 'unknown-lot', message: `There is no lot ${seed}.` })),
		),
	)

type Plain = 'unknown-recall' | 'unknown-lot' | 'nothing-new' | 'trace-not-allowed'

function refusePlain(code: Plain): ApiAnswer {
	switch (code) {
		case 'unknown-recall':
			return notFound()
		case 'unknown-lot':
			return refuse(problem(422, code, 'Name at least one lot that exists in fields.seeds.'))
		case 'nothing-new':
			return refuse(problem(422, code, 'All of these lots are in the scope already.'))
		case 'trace-not-allowed':
			return refuse(problem(403, 'not-allowed', 'The signer may not trace lots, so the scope would be incomplete.'))
	}
}

function refuseStep(ctx: Context, error: StepError): ApiAnswer {
	if (error.code === 'not-ready') {
		const errors = error.missing.map((need) => ({
			path: need.explainable ? '/fields/explanation' : '',
			code: need.key,
			message: `${need.missing} missing`,
			detail: { missing: need.missing, explainable: need.explainable },
		}))
		return refuse(
			problem(
				422,
				'not-ready',
				'Closing needs more, or an explanation of at least 20 characters in fields.explanation.',
				errors,
			),
		)
	}
	if (error.code !== 'transition-refused') return refusePlain(error.code)
	const stale = error.refusals.some((refusal) => refusal.code === 'state' && refusal.detail.problem === 'stale')
	const errors: ProblemItem[] = error.refusals.map((refusal) => ({
		path:
			refusal.code === 'signature'
				? '/signature'
				: refusal.code === 'field'
					? `/${refusal.detail.field}`
					: '/transition',
		code: refusal.code === 'trigger' ? 'permission' : refusal.code,
		message: localized(refusal.message, ctx.language),
		detail: refusal.detail,
	}))
	if (stale)
		return refuse(
			problem(412, 'stale', 'The recall was changed after the version named in If-Match. Read it again.', errors),
		)
	return refuse(
		problem(
			422,
			'transition-refused',
			'The transition was refused; see errors for everything that is missing.',
			errors,
		),
	)
}
