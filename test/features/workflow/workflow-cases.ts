import { readFileSync } from 'node:fs'
import { decide } from '#app/features/workflow/decide.ts'
import type {
	Refusal,
	TransitionContext,
	TransitionInput,
	WorkflowPosition,
} from '#app/features/workflow/workflow.model.ts'
import {
	type WorkflowDefinition,
	type WorkflowTransition,
	workflowSchema,
} from '#app/features/workflow/workflow.schema.ts'

/** Sunday noon; a month after `ENTERED`, so that every timer is due. */
export const NOW = new Date('2026-11-22T12:00:00Z')
export const ENTERED = new Date('2026-10-22T12:00:00Z')

/** A definition shipped in workflows/. */
export const shipped = (key: string): WorkflowDefinition =>
	workflowSchema.parse(JSON.parse(readFileSync(`workflows/${key}.json`, 'utf8')))

export const transitionOf = (definition: WorkflowDefinition, key: string): WorkflowTransition => {
	const found = definition.transitions.find((transition) => transition.key === key)
	if (!found) throw new Error(`no transition ${key}`)
	return found
}

export const positionIn = (state: string, more: Partial<WorkflowPosition> = {}): WorkflowPosition => ({
	state,
	enteredAt: ENTERED,
	...more,
})

/** A context in which everything that the transition asks of others is met. */
export function fullContext(transition: WorkflowTransition, more: Partial<TransitionContext> = {}): TransitionContext {
	const { permission, guards = [], training = [], approval } = transition
	return {
		now: NOW,
		actor: { id: 'lin', kind: 'person', roles: approval?.roles ?? [] },
		allowed: new Set(permission ? [permission.action] : []),
		decisions: Object.fromEntries(
			guards.map(({ ruleSet, expect }) => [
				ruleSet,
				{ outcome: typeof expect === 'string' ? expect : (expect[0] ?? '') },
			]),
		),
		training: Object.fromEntries(training.map((course) => [course, { validUntil: null }])),
		...more,
	}
}

/** A request that brings everything the transition asks of the asker. */
export function fullInput(transition: WorkflowTransition, more: Partial<TransitionInput> = {}): TransitionInput {
	const { signature, form } = transition
	return {
		transition: transition.key,
		trigger: transition.trigger,
		reason: 'checked',
		fields: Object.fromEntries([
			...(form?.required ?? []).map((field) => [field, 'given']),
			...(form?.fields ?? []).map(({ field, choices }) => [field, choices?.[0]?.value ?? 'given']),
		]),
		...(signature && { signature: { meaning: signature.meaning, reason: 'checked', reauthenticated: true } }),
		...more,
	}
}

/** What differs from a request with everything met. */
export interface Change {
	readonly input?: Partial<TransitionInput>
	readonly context?: Partial<TransitionContext>
	readonly position?: Partial<WorkflowPosition>
}

/** Tries a transition with everything met except what `input` and `context` say. */
export function attempt(definition: WorkflowDefinition, state: string, key: string, change: Change = {}) {
	const transition = transitionOf(definition, key)
	return decide(
		definition,
		positionIn(state, change.position),
		fullInput(transition, change.input),
		fullContext(transition, change.context),
	)
}

/** Refusals in short: `guard release_gate`, `field reason`, `signature meaning`. */
export const inShort = (refusals: readonly Refusal[]): readonly string[] =>
	refusals.map((refusal) => {
		switch (refusal.code) {
			case 'guard':
				return `guard ${refusal.detail.ruleSet} ${refusal.detail.actual}`
			case 'field':
				return `field ${refusal.detail.field}`
			case 'signature':
				return `signature ${refusal.detail.missing}`
			case 'training':
				return `training ${refusal.detail.course}`
			case 'approval':
				return `approval ${refusal.detail.have} of ${refusal.detail.need}`
			case 'state':
				return `state ${refusal.detail.problem}`
			default:
				return refusal.code
		}
	})

/** The outcome of an attempt in short: the state it leads to, or its refusals. */
export const outcomeOf = (result: ReturnType<typeof decide>): string | readonly string[] =>
	result.ok ? result.value.to : inShort(result.error)

/** Which transitions go from each state when all else is met: `state → { transition: to }`. */
export function moves(definition: WorkflowDefinition): Record<string, Record<string, string>> {
	return Object.fromEntries(
		definition.states.map(({ key }) => [
			key,
			Object.fromEntries(
				definition.transitions.flatMap((transition) => {
					const result = attempt(definition, key, transition.key)
					return result.ok ? [[transition.key, result.value.to]] : []
				}),
			),
		]),
	)
}

/** Effects of a granted attempt, actions in short. */
export function effectsOf(result: ReturnType<typeof decide>): readonly string[] {
	if (!result.ok) return inShort(result.error)
	return result.value.effects.map((effect) => {
		if (effect.type !== 'run-action') return effect.type
		const { action } = effect
		if (action.type === 'webhook' || action.type === 'emit') return `${action.type} ${action.event}`
		return action.type === 'notify' ? `notify ${action.template}` : action.type
	})
}
