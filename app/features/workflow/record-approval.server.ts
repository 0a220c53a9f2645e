import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Approval } from './approval.entity.server.ts'
import { countApprovals } from './count-approvals.ts'
import { decideApproval } from './decide-approval.ts'
import { coversHash, termsHash } from './load-position.server.ts'
import type { Approved, MoveError, MoveRequest } from './move-record.server.ts'
import { notifyApprovers } from './notify-approvers.server.ts'
import type { OpenAttempt } from './open-attempt.server.ts'
import { signTransition } from './sign-transition.server.ts'
import { indexOf } from './workflow-index.ts'

/**
 * Stores the actor's approval of a step, with roles, note and signature, and tells those who may still approve.
 * Errors: `transition-refused` (as `decideApproval` says).
 */
export async function recordApproval(
	ctx: Context,
	request: MoveRequest,
	attempt: OpenAttempt,
): Promise<Result<Approved, MoveError>> {
	const { definition, position, input, context, instance, principal } = attempt
	const decided = decideApproval(definition, position, input, context)
	if (!decided.ok) return err({ code: 'transition-refused', refusals: decided.error })
	const transition = indexOf(definition).transitions.get(request.transition)
	if (!transition?.approval) throw new Error('An approval was granted for a step that takes none')
	const signed = await signTransition(ctx, request, attempt, 'approval')
	if (!signed.ok) return signed
	const count = countApprovals(transition.approval, position, input, context)
	const note = request.reason ?? request.signature?.reason ?? null
	const { delegate } = principal
	const approval = ctx.em.create(Approval, {
		id: newId(),
		instanceId: instance.id,
		entry: instance.entry,
		transition: transition.key,
		subjectType: request.kind,
		subjectId: request.id,
		approverId: principal.id,
		approverName: principal.name,
		delegateId: delegate?.id ?? null,
		delegateName: delegate?.name ?? null,
		roles: [...principal.roles],
		at: ctx.now,
		note,
		signatureId: signed.value,
		recordVersion: request.record.version,
		termsHash: termsHash(transition),
		covers: request.covers?.shown ?? null,
		coversHash: request.covers ? coversHash(request.covers) : null,
		withdrawnAt: null,
		withdrawnBy: null,
		withdrawReason: null,
	})
	await ctx.em.flush()
	const { have } = count
	const need = transition.approval.quorum
	ctx.audit.record({
		action: 'approval.give',
		subject: { type: request.kind, id: request.id, label: request.label },
		after: {
			transition: transition.key,
			have,
			need,
			signatureId: signed.value,
			...(delegate ? { inNameOf: principal.name } : {}),
		},
		reason: note,
	})
	await notifyApprovers(ctx, request, attempt, { transition, have, need, occasion: approval.id })
	return ok({ approvalId: approval.id, have, need, signatureId: signed.value })
}
