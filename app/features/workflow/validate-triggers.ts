import { pointer, type ReportProblem, text } from './problem.model.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'

/** What each rule set may answer for the transition to be let through; `unknown` is among it where it does not block. */
function answersOf(transition: WorkflowTransition): ReadonlyMap<string, ReadonlySet<string>> {
	const answers = new Map<string, Set<string>>()
	for (const { ruleSet, expect, onUnknown } of transition.guards ?? []) {
		const allowed = new Set(typeof expect === 'string' ? [expect] : expect)
		if (onUnknown === 'allow') allowed.add('unknown')
		const before = answers.get(ruleSet)
		answers.set(ruleSet, before ? new Set([...before].filter((answer) => allowed.has(answer))) : allowed)
	}
	return answers
}

/** A transition with what is needed to compare it with others. */
interface Candidate {
	readonly transition: WorkflowTransition
	readonly answers: ReadonlyMap<string, ReadonlySet<string>>
}

/** Whether two transitions can never both be let through, because a rule set would have to answer two things at once. */
const excludeEachOther = (a: Candidate, b: Candidate) =>
	[...a.answers].some(([ruleSet, answers]) => {
		const others = b.answers.get(ruleSet)
		return others !== undefined && ![...answers].some((answer) => others.has(answer))
	})

/** What sets a transition off, as one word; transitions of the same word compete. Null: asked for by its own key. */
function triggerWord({ trigger, title }: WorkflowTransition): string | null {
	switch (trigger.type) {
		case 'user':
			return title ? `user ${title.en}` : null
		case 'timer':
			return `timer ${trigger.timer}`
		case 'rule':
			return `rule ${trigger.ruleSet} ${trigger.outcome}`
		case 'system':
			return trigger.event ? `system ${trigger.event}` : null
	}
}

/** An earlier transition that starts on the same thing in one of the same states and is not excluded by guards. */
function rivalOf(candidate: Candidate, earlier: readonly Candidate[]): WorkflowTransition | undefined {
	const from = new Set(candidate.transition.from)
	return earlier.find(
		(other) => other.transition.from.some((state) => from.has(state)) && !excludeEachOther(candidate, other),
	)?.transition
}

function checkAmbiguity(definition: WorkflowDefinition, report: ReportProblem) {
	const byWord = new Map<string, Candidate[]>()
	for (const [i, transition] of definition.transitions.entries()) {
		const word = triggerWord(transition)
		if (word === null) continue
		const candidate = { transition, answers: answersOf(transition) }
		const earlier = byWord.get(word) ?? []
		const rival = rivalOf(candidate, earlier)
		byWord.set(word, [...earlier, candidate])
		if (!rival) continue
		const [name, other] = [titleOf(transition), titleOf(rival)]
		const byHand = transition.trigger.type === 'user'
		const message = byHand
			? text(
					`Two steps from the same state are both called “${name.en}”. Give one another name.`,
					`同一状态下有两个步骤都叫“${name['zh-CN']}”，请修改其中一个的名称。`,
				)
			: text(
					`“${name.en}” and “${other.en}” start on the same thing in the same state. Only one may.`,
					`“${name['zh-CN']}”与“${other['zh-CN']}”在同一状态由同一条件触发，只能保留一个。`,
				)
		report({
			severity: byHand ? 'warning' : 'error',
			code: 'ambiguous-transitions',
			path: pointer('transitions', i),
			message,
		})
	}
}

/** Transitions that may set each other off without anybody doing anything. */
function selfPropelled(definition: WorkflowDefinition): readonly WorkflowTransition[] {
	const emitted = new Set<string>()
	for (const { actions = [] } of definition.transitions) {
		for (const action of actions) if (action.type === 'emit') emitted.add(action.event)
	}
	return definition.transitions.filter(({ trigger }) => {
		if (trigger.type === 'system') return trigger.event !== undefined && emitted.has(trigger.event)
		return trigger.type !== 'user'
	})
}

/** Every state that a state leads to, directly or not, along these transitions. */
function leadsTo(transitions: readonly WorkflowTransition[]): (state: string) => ReadonlySet<string> {
	const next = new Map<string, Set<string>>()
	for (const { from, to } of transitions) {
		for (const state of from) next.set(state, (next.get(state) ?? new Set()).add(to))
	}
	const known = new Map<string, Set<string>>()
	return (state) => {
		const reached = known.get(state) ?? new Set([state])
		if (!known.has(state)) for (const at of reached) for (const to of next.get(at) ?? []) reached.add(to)
		known.set(state, reached)
		return reached
	}
}

function checkCycles(definition: WorkflowDefinition, report: ReportProblem) {
	const automatic = new Set(selfPropelled(definition))
	const reachedFrom = leadsTo([...automatic])
	for (const [i, transition] of definition.transitions.entries()) {
		const back = automatic.has(transition) && transition.from.some((state) => reachedFrom(transition.to).has(state))
		if (!back) continue
		const name = titleOf(transition)
		const message = text(
			`“${name.en}” is part of a circle that goes round by itself for ever. Let a person decide somewhere in it.`,
			`“${name['zh-CN']}”处于会自动无限循环的环路中。请在其中加入由人员决定的步骤。`,
		)
		const path = pointer('transitions', i)
		report({ severity: 'error', code: 'automatic-cycle', path, message })
	}
}

/**
 * Checks what starts transitions: two that would start on the same thing (unless their guards exclude each other), and
 * circles of transitions by timer, rule or own event without a person. Codes `ambiguous-transitions`, `automatic-cycle`.
 */
export function validateTriggers(definition: WorkflowDefinition, report: ReportProblem): void {
	checkAmbiguity(definition, report)
	checkCycles(definition, report)
}
