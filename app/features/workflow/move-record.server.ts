import { err, ok, type Result } from '#app/core/result.ts'
import { carryOutMoves } from '#app/features/lots/carry-out-move.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { automaticTransition } from './automatic-transition.ts'
import { decide } from './decide.ts'
import { MOST_FOLLOWING, noteCircle } from './note-circle.server.ts'
import { type OpenAttempt, openAttempt } from './open-attempt.server.ts'
import { recordApproval } from './record-approval.server.ts'
import { refusalMessages } from './refusal-messages.ts'
import { runActions } from './run-actions.server.ts'
import type { SignatureInput } from './sign-record.server.ts'
import { signTransition } from './sign-transition.server.ts'
import type { GuardDecision, Refusal, TransitionDecision } from './workflow.model.ts'
import type { WorkflowAction, WorkflowTrigger } from './workflow.schema.ts'
import type { RecordKind } from './workflow-subjects.model.ts'
import { writeMove } from './write-move.server.ts'

export type MoveRequest = {
	kind: RecordKind
	id: string
	/** How people know the record, for the audit trail. */
	label: string
	transition: string
	trigger?: WorkflowTrigger
	reason?: string | undefined
	fields?: Record<string, unknown> | undefined
	/** Latest decisions by rule set, for the guards. */
	decisions?: Record<string, GuardDecision>
	signature?: SignatureInput | undefined
	/** The record's columns that permissions and forms look at, its `version` and what a signature covers. */
	record: Record<string, unknown> & { version: number }
	/** The version that the asker looked at; a newer record is refused. */
	expectedVersion?: number | undefined
	/** The person in whose name the actor acts, by a delegation in force. */
	inNameOf?: string | undefined
	/** What the step is decided on beside the record; an approval of it on something else does not count. */
	covers?: Covers | undefined
	/** Approvals given on something else are known to be void by this one. */
	anew?: boolean | undefined
	/** What stands in the way beside the workflow; refused together with what the workflow refuses. */
	obstacles?: readonly Refusal[] | undefined
	/** What the use case says of the step, for its one audit entry. */
	noted?: Record<string, unknown> | undefined
}

/** What a person asks for with a step, as use cases take it; they say themselves which record it is of. */
export type RecordStep = Pick<
	MoveRequest,
	'transition' | 'reason' | 'fields' | 'signature' | 'expectedVersion' | 'inNameOf'
>

/** `all` is what an approval binds; `shown` is kept for whoever approves next. */
export type Covers = { all: unknown; shown?: Record<string, unknown> }

export type Moved = {
	from: string
	to: string
	category: string
	signatureId: string | null
	/** What the definition asked for; all of it is done. */
	actions: WorkflowAction[]
	/** Hold placed by the step, if it placed one. */
	holdId: string | null
}

/** An approval was stored; the record stays where it is until there are enough. */
export type Approved = { approvalId: string; have: number; need: number; signatureId: string | null }

export type MoveError = { code: 'transition-refused'; refusals: readonly Refusal[] }

/**
 * Moves a record: locks its instance, decides, and writes signature, step, status, timers, actions and audit entry in the
 * caller's transaction. The only way by which a status changes, with its set-based twin `moveRecords`.
 * Errors: `transition-refused` with everything that is missing.
 */
export async function moveRecord(ctx: Context, request: MoveRequest): Promise<Result<Moved, MoveError>> {
	const attempt = await openAttempt(ctx, request)
	if (!attempt.ok) return attempt
	const decided = decideAll(request, attempt.value)
	if (!decided.ok) return err({ code: 'transition-refused', refusals: decided.error })
	return finish(ctx, request, attempt.value, decided.value, 0)
}

/**
 * As `moveRecord`, for people: where all that is missing are the approvals of others, the attempt is stored as the actor's
 * own approval, signed where the transition is signed. Once enough have approved, the next attempt moves the record.
 * Errors: `transition-refused` with everything that is missing, or because what it covers is not what others approved
 * (`anew` begins anew).
 */
export async function approveOrMove(ctx: Context, request: MoveRequest): Promise<Result<Moved | Approved, MoveError>> {
	const attempt = await openAttempt(ctx, request)
	if (!attempt.ok) return attempt
	const decided = decideAll(request, attempt.value)
	if (decided.ok) return finish(ctx, request, attempt.value, decided.value, 0)
	const [only, ...others] = decided.error
	if (only?.code !== 'approval' || others.length > 0 || !only.detail.actorCounts)
		return err({ code: 'transition-refused', refusals: decided.error })
	if (!request.anew && only.detail.notCounted.some(({ why }) => why === 'otherwise'))
		return err({ code: 'transition-refused', refusals: [{ ...only, message: refusalMessages.approvedOtherwise() }] })
	return recordApproval(ctx, request, attempt.value)
}

/** The decision, with what stands in the way beside the workflow. */
function decideAll(
	{ obstacles = [] }: MoveRequest,
	{ definition, position, input, context }: OpenAttempt,
): Result<TransitionDecision, readonly Refusal[]> {
	const decided = decide(definition, position, input, context)
	if (obstacles.length === 0) return decided
	// What rules say and who else has to approve follows once these are out of the way.
	const refusals = (decided.ok ? [] : decided.error).filter(
		(one) => one.code !== 'guard' && !(one.code === 'approval' && one.detail.actorCounts),
	)
	return err([...obstacles, ...refusals])
}

async function finish(
	ctx: Context,
	request: MoveRequest,
	attempt: OpenAttempt,
	move: TransitionDecision,
	depth: number,
): Promise<Result<Moved, MoveError>> {
	const { instance, principal } = attempt
	const signed = await signTransition(ctx, request, attempt)
	if (!signed.ok) return signed
	const { kind, id, label } = request
	const reason = request.reason ?? request.signature?.reason ?? null
	const trigger = request.trigger ?? { type: 'user' }
	await writeMove(ctx, instance, request, {
		...move,
		signatureId: signed.value,
		delegator: principal.delegate ? principal : null,
	})
	const actions = move.effects.flatMap((effect) => (effect.type === 'run-action' ? [effect.action] : []))
	const acted = await runActions(ctx, [
		{
			kind,
			id,
			label,
			record: request.record,
			instanceId: instance.id,
			occasion: String(instance.entry),
			origin: `step:${request.transition}`,
			from: move.from,
			to: move.to,
			reason,
			trigger,
			actions,
		},
	])
	if (kind === 'lot') await carryOutMoves(ctx, [{ id, from: move.from, to: move.to, reason, trigger }])
	for (const { event } of acted.emitted) await follow(ctx, request, event, depth + 1)
	return ok({
		from: move.from,
		to: move.to,
		category: move.state.category,
		signatureId: signed.value,
		actions,
		holdId: acted.holds.get(id) ?? null,
	})
}

/** Takes the step of the same record that waits for an event which a step has just emitted; none is fine. */
async function follow(ctx: Context, request: MoveRequest, event: string, depth: number): Promise<void> {
	const { kind, id, label, record } = request
	if (depth > MOST_FOLLOWING) return noteCircle(ctx, { kind, id, label }, event)
	const trigger = { type: 'system', event } as const
	const next = { kind, id, label, record, trigger, transition: '', reason: request.reason }
	const attempt = await openAttempt(ctx, next)
	if (!attempt.ok) return
	const { definition, position, context } = attempt.value
	const transition = automaticTransition(definition, position.state, trigger)
	if (!transition) return
	const input = { ...attempt.value.input, transition: transition.key }
	const decided = decide(definition, position, input, context)
	if (decided.ok)
		await finish(ctx, { ...next, transition: transition.key }, { ...attempt.value, input }, decided.value, depth)
}
