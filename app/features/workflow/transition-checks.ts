import type { LocalizedText } from '#app/core/localized.ts'
import { type ApprovalCount, actorProblem, countApprovals } from './count-approvals.ts'
import { dueAt } from './duration.model.ts'
import { fieldProblem } from './form-fields.model.ts'
import { fieldLabel, refusalMessages, roleNames, stateTitles } from './refusal-messages.ts'
import {
	type Refusal,
	type TransitionContext,
	type TransitionInput,
	titleOf,
	type WorkflowPosition,
} from './workflow.model.ts'
import type { WorkflowGuard, WorkflowTransition, WorkflowTrigger } from './workflow.schema.ts'
import type { WorkflowIndex } from './workflow-index.ts'

/** One attempt at a transition, as every check sees it. */
export interface Attempt {
	readonly index: WorkflowIndex
	readonly transition: WorkflowTransition
	readonly position: WorkflowPosition
	readonly input: TransitionInput
	readonly context: TransitionContext
}

/** Takes one refusal of a check. */
export type Report = (refusal: Refusal) => void

/** An own property only, so that a key such as `constructor` never finds what nobody put there. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
	record && Object.hasOwn(record, key) ? record[key] : undefined

const isBlank = (value: unknown) =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.length === 0)

/** The only refusal of a request for a transition that the definition does not have. */
export function unknownTransition(position: WorkflowPosition, input: TransitionInput): Refusal {
	return {
		code: 'state',
		message: refusalMessages.unknownTransition(input.transition),
		detail: { problem: 'unknown-transition', transition: input.transition, state: position.state, from: [] },
	}
}

function checkState({ index, transition, position, input }: Attempt, report: Report) {
	const detail = { transition: transition.key, state: position.state, from: transition.from }
	if (input.expectedVersion !== undefined && input.expectedVersion !== position.version) {
		report({ code: 'state', message: refusalMessages.stale(), detail: { ...detail, problem: 'stale' } })
	}
	if (!transition.from.includes(position.state)) {
		const [current] = stateTitles(index.states, [position.state])
		const from = stateTitles(index.states, transition.from)
		const message = refusalMessages.wrongState(transition, current ?? titleOf({ key: position.state }), from)
		report({ code: 'state', message, detail: { ...detail, problem: 'wrong-state' } })
	}
}

/**
 * Whether what happened is what the transition waits for. The portal's own code may ask for a system transition by its key
 * without naming an event; where both name one, they have to agree.
 */
export function triggerMatches(expected: WorkflowTrigger, given: WorkflowTrigger): boolean {
	switch (expected.type) {
		case 'user':
			return given.type === 'user'
		case 'timer':
			return given.type === 'timer' && given.timer === expected.timer
		case 'rule':
			return given.type === 'rule' && given.ruleSet === expected.ruleSet && given.outcome === expected.outcome
		case 'system':
			return (
				given.type === 'system' &&
				(expected.event === undefined || given.event === undefined || given.event === expected.event)
			)
	}
}

function checkTrigger({ index, transition, position, input, context }: Attempt, report: Report) {
	const expected = transition.trigger
	const given = input.trigger
	if (!triggerMatches(expected, given)) {
		const message =
			given.type === 'user' ? refusalMessages.notByHand(transition) : refusalMessages.otherTrigger(transition, given)
		return report({ code: 'trigger', message, detail: { expected, given, dueAt: null } })
	}
	if (expected.type !== 'timer') return
	const sla = index.states.get(position.state)?.sla?.find((entry) => entry.key === expected.timer)
	// The state has no such timer: then the state check has refused already, or the timer came from another version.
	if (!sla) return
	const due = dueAt(position.enteredAt, sla.after, sla.calendar, context.calendars)
	if (due > context.now) {
		const message = refusalMessages.notDue(transition, due)
		report({ code: 'trigger', message, detail: { expected, given, dueAt: due } })
	}
}

function checkPermission({ transition, context }: Attempt, report: Report) {
	if (transition.trigger.type !== 'user') return
	const { permission } = transition
	if (!permission) {
		const message = refusalMessages.noPermissionDefined(transition)
		return report({ code: 'permission', message, detail: { action: null, scope: null } })
	}
	const { action, scope } = permission
	if (context.allowed.has(action) || (scope && context.allowed.has(`${action}@${scope}`))) return
	const message = refusalMessages.permission(action, scope)
	report({ code: 'permission', message, detail: { action, scope: scope ?? null } })
}

function checkTraining({ transition, context }: Attempt, report: Report) {
	for (const course of transition.training ?? []) {
		const passed = own(context.training, course)
		const lapsedOn = passed?.validUntil ?? null
		if (passed && (lapsedOn === null || lapsedOn > context.now)) continue
		const outdated = context.outdatedTraining?.has(course) ?? false
		const message = lapsedOn
			? refusalMessages.trainingLapsed(course, lapsedOn)
			: outdated
				? refusalMessages.trainingOutdated(course)
				: refusalMessages.noTraining(course)
		report({ code: 'training', message, detail: { course, lapsedOn, outdated } })
	}
}

function checkFields({ transition, input, context }: Attempt, report: Report) {
	for (const field of transition.form?.required ?? []) {
		const given = field === 'reason' ? (input.reason ?? own(input.fields, field)) : own(input.fields, field)
		// A field handed in empty is being cleared: what is on the record does not make up for it. A reason belongs to
		// this request, whatever column of that name the record has.
		const value = given === undefined && field !== 'reason' ? own(context.record, field) : given
		if (!isBlank(value)) continue
		const message = refusalMessages.field(fieldLabel(transition, field))
		report({ code: 'field', message, detail: { field, problem: 'missing' } })
	}
	for (const field of transition.form?.fields ?? []) {
		const value = own(input.fields, field.field)
		if (isBlank(value)) {
			if (!field.required || transition.form?.required.includes(field.field)) continue
			const message = refusalMessages.field(field.label)
			report({ code: 'field', message, detail: { field: field.field, problem: 'missing' } })
			continue
		}
		const isUnknown = field.type === 'file' && (context.unknownFiles?.has(value) ?? false)
		const problem = fieldProblem(field, value) ?? (isUnknown ? 'not-a-file' : null)
		if (!problem) continue
		const message = refusalMessages.fieldWrong(field.label, problem)
		report({ code: 'field', message, detail: { field: field.field, problem } })
	}
}

/** What people call a rule set. */
export const ruleSetTitle = (key: string, { ruleSetTitles }: Pick<TransitionContext, 'ruleSetTitles'>): LocalizedText =>
	own(ruleSetTitles, key) ?? { en: key, 'zh-CN': key }

function checkGuard(guard: WorkflowGuard, context: TransitionContext, report: Report) {
	const decision = own(context.decisions, guard.ruleSet)
	const actual = decision?.outcome ?? 'unknown'
	const expect = typeof guard.expect === 'string' ? [guard.expect] : guard.expect
	if (expect.includes(actual)) return
	if (actual === 'unknown' && guard.onUnknown === 'allow') return
	const explanation = decision?.explanation ?? []
	const title = ruleSetTitle(guard.ruleSet, context)
	const fallback =
		actual === 'unknown'
			? refusalMessages.guardUnknown(title, explanation)
			: refusalMessages.guardFailed(title, actual, expect, explanation)
	const detail = {
		ruleSet: guard.ruleSet,
		expect,
		actual,
		decisionId: decision?.decisionId ?? null,
		explanation,
	}
	report({ code: 'guard', message: guard.message ?? fallback, detail })
}

function checkApproval(attempt: Attempt, report: Report) {
	const { approval } = attempt.transition
	if (!approval) return
	const { quorum, roles = [], exclude = [] } = approval
	const count = countApprovals(approval, attempt.position, attempt.input, attempt.context)
	if (count.have >= quorum) return
	const message = refusalMessages.approval(count.have, quorum, roleNames(roles, attempt.context.roleTitles))
	const own = ownPart(attempt, count)
	report({
		code: 'approval',
		message: own ? { en: `${own.en} ${message.en}`, 'zh-CN': `${own['zh-CN']}${message['zh-CN']}` } : message,
		detail: { ...count, need: quorum, roles, exclude },
	})
}

/** Why the reader's own approval would not count though they have the role, which the bare number leaves them to guess. */
function ownPart({ transition, position, context: { actor } }: Attempt, count: ApprovalCount) {
	if (!transition.approval || actor.kind !== 'person' || count.actorCounts) return null
	const why = actorProblem(transition.approval, position, actor, count.counted.length)
	return why === 'role' ? null : refusalMessages.mayNotApprove(why)
}

/** The signature part alone: an approver who does not yet move the record signs by the same rules. */
export function checkSignature({ transition, input }: Pick<Attempt, 'transition' | 'input'>, report: Report) {
	const wanted = transition.signature
	if (!wanted) return
	const { signature } = input
	const detail = { meaning: wanted.meaning, reauth: wanted.reauth, reason: wanted.reason }
	if (!signature) {
		const message = refusalMessages.notSigned(wanted.meaning)
		return report({ code: 'signature', message, detail: { ...detail, missing: 'signature' } })
	}
	if (signature.meaning !== wanted.meaning) {
		const message = refusalMessages.otherMeaning(wanted.meaning)
		report({ code: 'signature', message, detail: { ...detail, missing: 'meaning' } })
	}
	if (wanted.reauth !== 'none' && !signature.reauthenticated) {
		const message = refusalMessages.notReauthenticated(wanted.reauth)
		report({ code: 'signature', message, detail: { ...detail, missing: 'reauthentication' } })
	}
	if (wanted.reason === 'required' && isBlank(signature.reason ?? input.reason)) {
		const message = refusalMessages.noSignatureReason()
		report({ code: 'signature', message, detail: { ...detail, missing: 'reason' } })
	}
}

/** Checks of who may: state, trigger, permission and training. */
export function checkWho(attempt: Attempt, report: Report) {
	checkState(attempt, report)
	checkTrigger(attempt, report)
	checkPermission(attempt, report)
	checkTraining(attempt, report)
}

/** Everything that this attempt lacks, all at once, in the order in which the screen shows it. */
export function missingFor(attempt: Attempt): readonly Refusal[] {
	const refusals: Refusal[] = []
	const report: Report = (refusal) => refusals.push(refusal)
	checkWho(attempt, report)
	checkFields(attempt, report)
	for (const guard of attempt.transition.guards ?? []) checkGuard(guard, attempt.context, report)
	checkApproval(attempt, report)
	checkSignature(attempt, report)
	return refusals
}
