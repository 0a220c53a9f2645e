import { err, ok, type Result } from '#app/core/result.ts'
import { actorProblem, countApprovals } from './count-approvals.ts'
import { refusalMessages, roleNames } from './refusal-messages.ts'
import { type Attempt, checkSignature, checkWho, type Report, unknownTransition } from './transition-checks.ts'
import { signatureEffect } from './transition-effects.ts'
import type { Refusal, TransitionContext, TransitionInput, WorkflowEffect, WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

const NO_APPROVALS = { have: 0, need: 0, counted: [], notCounted: [], actorCounts: false, roles: [], exclude: [] }

function checkApprover({ transition, position, input, context }: Attempt, report: Report) {
	const { approval } = transition
	if (!approval) {
		return report({ code: 'approval', message: refusalMessages.noApprovalNeeded(), detail: NO_APPROVALS })
	}
	const count = countApprovals(approval, position, input, context)
	if (count.actorCounts) return
	const why =
		context.actor.kind === 'person' ? actorProblem(approval, position, context.actor, count.counted.length) : 'role'
	const { quorum, roles = [], exclude = [] } = approval
	const message = refusalMessages.mayNotApprove(why, roleNames(roles, context.roleTitles))
	report({ code: 'approval', message, detail: { ...count, need: quorum, roles, exclude } })
}

/**
 * Decides whether the actor may add an approval to a transition that needs several people, without moving the record.
 * The effects are the approval and, where the transition is signed, the signature.
 *
 * Refuses with `state`, `trigger`, `permission`, `training`, `signature` as `decide` does, and with `approval` where the
 * transition takes none, or the actor may not approve, or has approved already. Fields and guards are left to the move.
 */
export function decideApproval(
	definition: WorkflowDefinition,
	position: WorkflowPosition,
	input: TransitionInput,
	context: TransitionContext,
): Result<{ readonly effects: readonly WorkflowEffect[] }, readonly Refusal[]> {
	const index = indexOf(definition)
	const transition = index.transitions.get(input.transition)
	if (!transition) return err([unknownTransition(position, input)])
	const refusals: Refusal[] = []
	const report: Report = (refusal) => refusals.push(refusal)
	const attempt: Attempt = { index, transition, position, input, context }
	checkWho(attempt, report)
	checkApprover(attempt, report)
	checkSignature(attempt, report)
	if (refusals.length > 0) return err(refusals)
	const effects: WorkflowEffect[] = [
		{
			type: 'record-approval',
			transition: transition.key,
			approverId: context.actor.id,
			delegateId: context.actor.delegateId ?? null,
		},
	]
	const signature = signatureEffect(transition, input, context)
	if (signature) effects.push(signature)
	return ok({ effects })
}
