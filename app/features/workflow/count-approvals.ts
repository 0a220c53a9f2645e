import { dueAt } from './duration.model.ts'
import type {
	GivenApproval,
	TransitionContext,
	TransitionInput,
	UncountedApproval,
	WorkflowPosition,
} from './workflow.model.ts'
import type { WorkflowApproval } from './workflow.schema.ts'

/** How many approvals a transition has, whose they are, and why others do not count. */
export interface ApprovalCount {
	readonly have: number
	readonly counted: readonly string[]
	readonly notCounted: readonly { approverId: string; why: UncountedApproval }[]
	/** Whether the actor's own attempt is one of the approvals counted. */
	readonly actorCounts: boolean
}

interface Approver {
	readonly id: string
	readonly roles: readonly string[]
}

/** Why this person may not approve, whatever the time: excluded by what they did, or without a role that may. */
export function approverProblem(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	approver: Approver,
): 'excluded' | 'role' | null {
	const excluded = approval.exclude?.some((who) => {
		const id = who === 'requester' ? position.requesterId : position.lastEditorId
		return id === approver.id
	})
	if (excluded) return 'excluded'
	return approval.roles && !approval.roles.some((role) => approver.roles.includes(role)) ? 'role' : null
}

function problemOf(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	given: GivenApproval,
	context: TransitionContext,
): UncountedApproval | null {
	// An approval belongs to the stay in which it was given: when the record comes back, it has to be looked at anew.
	if (given.at < position.enteredAt) return 'earlier'
	if (approval.expires && dueAt(given.at, approval.expires, 'elapsed') <= context.now) return 'expired'
	return approverProblem(approval, position, { id: given.approverId, roles: given.roles })
}

/**
 * Counts the approvals of a transition: those recorded during this stay in the state, not lapsed, by people who may, each
 * person once unless `distinct` is false; and the actor's own attempt where the actor is a person who may approve.
 */
export function countApprovals(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	input: Pick<TransitionInput, 'transition'>,
	context: TransitionContext,
): ApprovalCount {
	const distinct = approval.distinct ?? true
	const counted: string[] = []
	const notCounted: { approverId: string; why: UncountedApproval }[] = []
	for (const given of position.approvals ?? []) {
		if (given.transition !== input.transition) continue
		const repeated = distinct && counted.includes(given.approverId)
		const why = problemOf(approval, position, given, context) ?? (repeated ? 'repeated' : null)
		if (why) notCounted.push({ approverId: given.approverId, why })
		else counted.push(given.approverId)
	}
	const { actor } = context
	const actorCounts =
		actor.kind === 'person' &&
		approverProblem(approval, position, actor) === null &&
		!(distinct && counted.includes(actor.id))
	if (actorCounts) counted.push(actor.id)
	return { have: counted.length, counted, notCounted, actorCounts }
}
