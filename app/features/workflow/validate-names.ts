import { BUSINESS, ELAPSED } from './duration.model.ts'
import { type KnownNames, type ProblemCode, pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowAction, WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'

type Path = readonly (string | number)[]

const KINDS = {
	'unknown-state': ['state', '状态'],
	'unknown-rule-set': ['rule set', '规则集'],
	'unknown-outcome': ['outcome', '结果'],
	'unknown-role': ['role', '角色'],
	'unknown-person': ['person', '人员'],
	'unknown-template': ['message template', '消息模板'],
	'unknown-permission': ['permission', '权限'],
	'unknown-field': ['field', '字段'],
	'unknown-event': ['event', '事件'],
	'unknown-workflow': ['workflow', '流程'],
	'unknown-training': ['training', '培训'],
	'unknown-calendar': ['business calendar', '工作日历'],
} as const satisfies Partial<Record<ProblemCode, readonly [string, string]>>

/** Collects what a definition refers to and reports what is not there. A list that is not given is not checked. */
function nameChecker(report: ReportProblem) {
	const sets = new Map<readonly string[], ReadonlySet<string>>()
	return (code: keyof typeof KINDS, known: readonly string[] | undefined, name: string, path: Path) => {
		if (!known) return
		const names = sets.get(known) ?? new Set(known)
		sets.set(known, names)
		if (names.has(name)) return
		const [en, zh] = KINDS[code]
		const message = text(
			`There is no ${en} “${name}”. Create it first, or choose another.`,
			`没有名为“${name}”的${zh}。请先创建，或另选一个。`,
		)
		report({ severity: 'error', code, path: pointer(...path), message })
	}
}

type Check = ReturnType<typeof nameChecker>

function checkRecipient(recipient: string, known: KnownNames, path: Path, check: Check) {
	if (recipient.startsWith('role:')) check('unknown-role', known.roles, recipient.slice('role:'.length), path)
	if (recipient.startsWith('person:'))
		check('unknown-person', known.people && Object.keys(known.people), recipient.slice('person:'.length), path)
}

function checkActions(actions: readonly WorkflowAction[], known: KnownNames, path: Path, check: Check) {
	for (const [i, action] of actions.entries()) {
		const at = [...path, i]
		switch (action.type) {
			case 'notify':
				check('unknown-template', known.templates, action.template, [...at, 'template'])
				for (const [j, to] of action.to.entries()) checkRecipient(to, known, [...at, 'to', j], check)
				break
			case 'set':
				check('unknown-field', known.fields, action.attribute, [...at, 'attribute'])
				break
			case 'task':
				checkRecipient(action.assignee, known, [...at, 'assignee'], check)
				break
			case 'webhook':
			case 'emit':
				check('unknown-event', known.events, action.event, [...at, 'event'])
				break
			case 'startWorkflow':
				check('unknown-workflow', known.workflows, action.workflow, [...at, 'workflow'])
				break
		}
	}
}

function checkRuleSets(transition: WorkflowTransition, known: KnownNames, path: Path, check: Check) {
	const outcomesOf = (ruleSet: string) =>
		known.outcomes && Object.hasOwn(known.outcomes, ruleSet) ? known.outcomes[ruleSet] : undefined
	const { trigger } = transition
	if (trigger.type === 'rule') {
		check('unknown-rule-set', known.ruleSets, trigger.ruleSet, [...path, 'trigger', 'ruleSet'])
		check('unknown-outcome', outcomesOf(trigger.ruleSet), trigger.outcome, [...path, 'trigger', 'outcome'])
	}
	for (const [i, guard] of (transition.guards ?? []).entries()) {
		check('unknown-rule-set', known.ruleSets, guard.ruleSet, [...path, 'guards', i, 'ruleSet'])
		const expect = typeof guard.expect === 'string' ? [guard.expect] : guard.expect
		for (const outcome of expect) {
			check('unknown-outcome', outcomesOf(guard.ruleSet), outcome, [...path, 'guards', i, 'expect'])
		}
	}
}

/**
 * Checks that everything a definition refers to exists: states inside it, and rule sets with their outcomes, roles,
 * templates, permissions, fields, events, workflows, trainings and calendars of the tenant. Codes `unknown-…`.
 */
export function validateNames(definition: WorkflowDefinition, known: KnownNames, report: ReportProblem): void {
	const check = nameChecker(report)
	const states = definition.states.map((state) => state.key)
	// What the records of this workflow do not have is left alone when a step sets it: better said before.
	const settable = known.settable?.filter(({ subject }) => subject === definition.subject)
	const ofActions = settable ? { ...known, fields: settable.map(({ attribute }) => attribute) } : known
	check('unknown-state', states, definition.initial, ['initial'])
	for (const [i, key] of (definition.mainPath ?? []).entries()) check('unknown-state', states, key, ['mainPath', i])
	for (const [i, state] of definition.states.entries()) {
		for (const [j, sla] of (state.sla ?? []).entries()) {
			if (sla.calendar && sla.calendar !== ELAPSED && sla.calendar !== BUSINESS)
				check('unknown-calendar', known.calendars, sla.calendar, ['states', i, 'sla', j, 'calendar'])
			checkActions(sla.actions ?? [], ofActions, ['states', i, 'sla', j, 'actions'], check)
		}
	}
	for (const [i, transition] of definition.transitions.entries()) {
		const at = ['transitions', i]
		for (const [j, from] of transition.from.entries()) check('unknown-state', states, from, [...at, 'from', j])
		check('unknown-state', states, transition.to, [...at, 'to'])
		checkRuleSets(transition, known, at, check)
		if (transition.permission) {
			check('unknown-permission', known.actions, transition.permission.action, [...at, 'permission', 'action'])
		}
		for (const [j, field] of (transition.form?.required ?? []).entries()) {
			// A reason is part of every request, not a field of the record.
			if (field !== 'reason') check('unknown-field', known.fields, field, [...at, 'form', 'required', j])
		}
		for (const [j, role] of (transition.approval?.roles ?? []).entries()) {
			check('unknown-role', known.roles, role, [...at, 'approval', 'roles', j])
		}
		for (const [j, role] of (transition.approval?.sequence ?? []).entries()) {
			check('unknown-role', known.roles, role, [...at, 'approval', 'sequence', j])
		}
		for (const [j, course] of (transition.training ?? []).entries()) {
			check('unknown-training', known.courses, course, [...at, 'training', j])
		}
		if (transition.trigger.type === 'system' && transition.trigger.event) {
			check('unknown-event', known.events, transition.trigger.event, [...at, 'trigger', 'event'])
		}
		checkActions(transition.actions ?? [], ofActions, [...at, 'actions'], check)
	}
}
