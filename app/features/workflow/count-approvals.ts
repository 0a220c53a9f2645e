import { dueAt } from './duration.model.ts'
import type {
	GivenApproval,
	TransitionContext,
	TransitionInput,
	UncountedApproval,
	WorkflowPosition,
} from './workflow.model.ts'
import type { ApproverExclusion, WorkflowApproval } from './workflow.schema.ts'

/** How many approvals a transition has, whose they are, and why others do not count. */
export interface ApprovalCount {
	readonly have: number
	readonly counted: readonly string[]
	readonly notCounted: readonly { approverId: string; why: UncountedApproval }[]
	/** Whether the actor's own attempt is one of the approvals counted. */
	readonly actorCounts: boolean
}

/** Somebody who approves; with `delegateId`, that person in the approver's name. */
interface Approver {
	readonly id: string
	readonly roles: readonly string[]
	readonly delegateId?: string | null | undefined
}

const EXCLUDED: Record<ApproverExclusion, (position: WorkflowPosition) => readonly (string | null | undefined)[]> = {
	requester: (position) => [position.requesterId, position.requesterDelegateId],
	lastEditor: (position) => [position.lastEditorId],
	author: (position) => [position.authorId],
	contributor: (position) => position.contributorIds ?? [],
}

/** Everyone behind an approval: the approver, and the delegate who acted. */
const peopleOf = (approver: Approver): readonly string[] =>
	approver.delegateId ? [approver.id, approver.delegateId] : [approver.id]

/**
 * Why this person may not approve, whatever the time: excluded by what they did, or without a role that may. Exclusions
 * look through delegation both ways: neither a delegate of the requester nor the requester as somebody's delegate counts.
 */
export function approverProblem(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	approver: Approver,
): 'excluded' | 'role' | null {
	const people = peopleOf(approver)
	const excluded = approval.exclude?.some((who) => EXCLUDED[who](position).some((id) => id && people.includes(id)))
	if (excluded) return 'excluded'
	return approval.roles && !approval.roles.some((role) => approver.roles.includes(role)) ? 'role' : null
}

/** Whether the approval that comes next, after `counted` others, is for one of these roles. */
export function isTheirTurn(approval: WorkflowApproval, counted: number, roles: readonly string[]): boolean {
	const role = approval.sequence?.[counted]
	return role === undefined || roles.includes(role)
}

/** Why the actor's own attempt does not count, whether they have approved already left aside. */
export const actorProblem = (
	approval: WorkflowApproval,
	position: WorkflowPosition,
	actor: Approver,
	counted: number,
): 'excluded' | 'role' | 'order' | null =>
	approverProblem(approval, position, actor) ?? (isTheirTurn(approval, counted, actor.roles) ? null : 'order')

function problemOf(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	given: GivenApproval,
	context: TransitionContext,
): UncountedApproval | null {
	if (given.lost) return given.lost
	// An approval belongs to the stay in which it was given: when the record comes back, it has to be looked at anew.
	if (given.at < position.enteredAt) return 'earlier'
	const isEdited =
		given.recordVersion !== undefined && position.version !== undefined && given.recordVersion !== position.version
	if (isEdited) return 'edited'
	if (approval.expires && dueAt(given.at, approval.expires, 'elapsed') <= context.now) return 'expired'
	return approverProblem(approval, position, { id: given.approverId, roles: given.roles, delegateId: given.delegateId })
}

/**
 * Counts the approvals of a transition: those recorded during this stay in the state for the record as it now is, not
 * lapsed, by people who may, each person once unless `distinct` is false (a delegate and whom they stand in for are both
 * used up), in the order of `sequence` where there is one; and the actor's own attempt where the actor is a person who
 * may approve.
 */
export function countApprovals(
	approval: WorkflowApproval,
	position: WorkflowPosition,
	input: Pick<TransitionInput, 'transition'>,
	context: TransitionContext,
): ApprovalCount {
	const distinct = approval.distinct ?? true
	const counted: string[] = []
	const used = new Set<string>()
	const notCounted: { approverId: string; why: UncountedApproval }[] = []
	const isUsed = (approver: Approver) => distinct && peopleOf(approver).some((person) => used.has(person))
	const count = (approver: Approver) => {
		counted.push(approver.id)
		for (const person of peopleOf(approver)) used.add(person)
	}
	const given = (position.approvals ?? []).filter(({ transition }) => transition === input.transition)
	// Whose turn it is depends on when each was given, not on how the rows came.
	const inOrder = approval.sequence ? given.toSorted((a, b) => a.at.getTime() - b.at.getTime()) : given
	for (const one of inOrder) {
		const approver = { id: one.approverId, roles: one.roles, delegateId: one.delegateId }
		const why =
			problemOf(approval, position, one, context) ??
			(isUsed(approver) ? 'repeated' : null) ??
			(isTheirTurn(approval, counted.length, one.roles) ? null : 'order')
		if (why) notCounted.push({ approverId: one.approverId, why })
		else count(approver)
	}
	const { actor } = context
	const actorCounts =
		actor.kind === 'person' &&
		actorProblem(approval, position, actor, counted.length) === null &&
		!isUsed({ id: actor.id, roles: actor.roles, delegateId: actor.delegateId })
	if (actorCounts) count(actor)
	return { have: counted.length, counted, notCounted, actorCounts }
}
