import { type KnownNames, pointer, type ReportProblem, text } from './problem.model.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowApproval, WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'

function peopleWith(approval: WorkflowApproval, known: KnownNames): number | null {
	const counts = known.peopleByRole
	if (!counts) return null
	const roles = approval.roles ?? Object.keys(counts)
	return roles.reduce((sum, role) => sum + ((Object.hasOwn(counts, role) && counts[role]) || 0), 0)
}

function checkFourEyes(transition: WorkflowTransition, path: string, known: KnownNames, report: ReportProblem) {
	const { approval } = transition
	if (!approval) return
	const { quorum, exclude = [] } = approval
	const name = titleOf(transition)
	if (quorum > 1 && approval.distinct === false) {
		const message = text(
			`One person can give all ${quorum} approvals of “${name.en}”. Ask for different people.`,
			`“${name['zh-CN']}”的 ${quorum} 项批准可由同一人完成。请要求由不同人员批准。`,
		)
		report({ severity: 'warning', code: 'four-eyes-weak', path: `${path}/approval/distinct`, message })
	}
	const people = peopleWith(approval, known)
	if (people === null) return
	if (people < quorum && (approval.distinct ?? true)) {
		const message = text(
			`“${name.en}” needs ${quorum} people, but only ${people} may approve. It could never happen.`,
			`“${name['zh-CN']}”需要 ${quorum} 人批准，但只有 ${people} 人可以批准，因此永远无法执行。`,
		)
		report({ severity: 'error', code: 'four-eyes-impossible', path: `${path}/approval`, message })
	} else if (people - exclude.length < quorum) {
		const message = text(
			`“${name.en}” may lack an approver when one of the ${people} asked for it or edited last.`,
			`若可批准的 ${people} 人中有人是提出者或最后修改者，“${name['zh-CN']}”可能缺少批准人。`,
		)
		report({ severity: 'warning', code: 'four-eyes-tight', path: `${path}/approval`, message })
	}
}

/** A signature, an approval or a training belongs to a person; a transition without one could never have it. */
function checkPersonNeeded(transition: WorkflowTransition, path: string, report: ReportProblem) {
	const name = titleOf(transition)
	for (const part of ['signature', 'approval', 'training'] as const) {
		if (transition[part] === undefined) continue
		const message = text(
			`“${name.en}” starts without a person, so its ${part} could never be given. Let a person start it, or remove that.`,
			`“${name['zh-CN']}”不由人员发起，无法满足其中的${{ signature: '签名', approval: '批准', training: '培训' }[part]}要求。请改为由人员发起，或删除该要求。`,
		)
		report({ severity: 'error', code: 'person-needed', path: `${path}/${part}`, message })
	}
}

/**
 * Checks who may take each transition. Codes `user-transition-without-permission`, `person-needed` (signature, approval or
 * training where no person acts), `four-eyes-impossible` (fewer people than approvals, where the numbers are known),
 * `four-eyes-tight` and `four-eyes-weak` (warnings).
 */
export function validatePeople(definition: WorkflowDefinition, known: KnownNames, report: ReportProblem): void {
	for (const [i, transition] of definition.transitions.entries()) {
		const path = pointer('transitions', i)
		if (transition.trigger.type !== 'user') {
			checkPersonNeeded(transition, path, report)
			continue
		}
		checkFourEyes(transition, path, known, report)
		if (transition.permission) continue
		const name = titleOf(transition)
		const message = text(
			`Say who may take “${name.en}”: it has no permission, so nobody could.`,
			`请指定谁可以执行“${name['zh-CN']}”：尚未设置权限，无人可以执行。`,
		)
		report({ severity: 'error', code: 'user-transition-without-permission', path, message })
	}
}
