import { dueAt } from './duration.model.ts'
import { pointer, type ReportProblem, text } from './problem.model.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowSla, WorkflowState } from './workflow.schema.ts'

/** A Monday, so that business days and elapsed days compare as they mostly do. */
const REFERENCE = new Date('2024-01-01T00:00:00Z')

/** How long after entry, in milliseconds, for comparison only. */
const lengthMs = (sla: WorkflowSla) => dueAt(REFERENCE, sla.after, sla.calendar).getTime() - REFERENCE.getTime()

/** Whether a transition takes the record out of the state when this timer fires, with no guard that might keep it there. */
const leavesFor = (definition: WorkflowDefinition, state: string, timer: string) =>
	definition.transitions.some(
		({ trigger, from, to, guards = [] }) =>
			trigger.type === 'timer' &&
			trigger.timer === timer &&
			from.includes(state) &&
			to !== state &&
			guards.length === 0,
	)

const hasTransition = (definition: WorkflowDefinition, state: string, timer: string) =>
	definition.transitions.some(
		({ trigger, from }) => trigger.type === 'timer' && trigger.timer === timer && from.includes(state),
	)

function checkState(definition: WorkflowDefinition, state: WorkflowState, path: string, report: ReportProblem) {
	const slas = state.sla ?? []
	const name = titleOf(state)
	const lengths = new Map(slas.map((sla) => [sla, lengthMs(sla)]))
	const leaving = slas.filter((sla) => sla.effect === 'fire' && leavesFor(definition, state.key, sla.key))
	for (const [i, sla] of slas.entries()) {
		const at = `${path}/sla/${i}`
		if (sla.effect === 'fire' && !hasTransition(definition, state.key, sla.key)) {
			const message = text(
				`The deadline “${sla.key}” of “${name.en}” moves nothing. Add a transition that it starts, or make it a warning.`,
				`“${name['zh-CN']}”的期限“${sla.key}”不会触发任何步骤。请添加由它触发的步骤，或改为提醒。`,
			)
			report({ severity: 'error', code: 'sla-never-fires', path: at, message })
		}
		const earlier = leaving.find((other) => other !== sla && (lengths.get(other) ?? 0) < (lengths.get(sla) ?? 0))
		if (!earlier) continue
		const message = text(
			`“${sla.key}” of “${name.en}” never comes: “${earlier.key}” has moved the record on by then. Make it shorter.`,
			`“${name['zh-CN']}”的“${sla.key}”不会到来：届时“${earlier.key}”已使记录离开。请缩短时长。`,
		)
		report({ severity: 'warning', code: 'sla-never-fires', path: `${at}/after`, message })
	}
}

/**
 * Checks deadlines against the transitions they start. Codes `sla-never-fires` (a deadline that moves nothing, one that
 * comes after the record has left, or a transition that waits for a mere warning) and `unknown-timer` (a transition waits
 * for a timer that one of its states does not have).
 */
export function validateTimers(definition: WorkflowDefinition, report: ReportProblem): void {
	const states = new Map(definition.states.map((state) => [state.key, state]))
	for (const [i, state] of definition.states.entries()) checkState(definition, state, pointer('states', i), report)
	for (const [i, { trigger, from }] of definition.transitions.entries()) {
		if (trigger.type !== 'timer') continue
		for (const [j, key] of from.entries()) {
			const state = states.get(key)
			if (!state) continue
			const name = titleOf(state)
			const sla = state.sla?.find((entry) => entry.key === trigger.timer)
			if (!sla) {
				const message = text(
					`“${name.en}” has no deadline “${trigger.timer}”. Add it there, or leave the state out here.`,
					`“${name['zh-CN']}”没有期限“${trigger.timer}”。请在该状态添加，或在此处去掉该状态。`,
				)
				report({ severity: 'error', code: 'unknown-timer', path: pointer('transitions', i, 'from', j), message })
			} else if (sla.effect !== 'fire') {
				const message = text(
					`“${trigger.timer}” of “${name.en}” only tells people, so it never starts this. Let it fire.`,
					`“${name['zh-CN']}”的“${trigger.timer}”只作提醒，不会触发此步骤。请将其改为触发。`,
				)
				const path = pointer('transitions', i, 'trigger', 'timer')
				report({ severity: 'error', code: 'sla-never-fires', path, message })
			}
		}
	}
}
