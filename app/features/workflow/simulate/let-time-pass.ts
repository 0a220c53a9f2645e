import { decideTimer } from '../decide-timer.ts'
import { dueAt } from '../duration.model.ts'
import type { WorkflowEffect } from '../workflow.model.ts'
import type { SlaEffect, WorkflowDefinition } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'
import type { FiredTimer, Simulated, Stage } from './simulation.model.ts'
import { calendarsOf, contextOf, movedTo } from './simulation-context.ts'

/** Deadlines that move a record in a circle would never end. */
const MOST_TIMERS = 500

type PendingTimer = { timer: string; dueAt: Date; effect: SlaEffect }

/** What will go off in this state if nobody acts, the first due first. */
export function pendingTimers(
	definition: WorkflowDefinition,
	stage: Pick<Stage, 'calendar'>,
	at: Simulated,
): PendingTimer[] {
	const calendars = calendarsOf(stage)
	const sla = indexOf(definition).states.get(at.position.state)?.sla ?? []
	return sla
		.filter(({ key }) => !at.fired.includes(key))
		.map(({ key, after, calendar: kind, effect }) => ({
			timer: key,
			effect,
			dueAt: dueAt(at.position.enteredAt, after, kind, calendars),
		}))
		.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

type Passed = { after: Simulated; effects: readonly WorkflowEffect[]; timers: readonly FiredTimer[] }

/** Moves the clock; every timer that comes due on the way goes off in its turn, also those of states entered meanwhile. */
export function letTimePass(definition: WorkflowDefinition, stage: Stage, before: Simulated, until: Date): Passed {
	let at = before
	const effects: WorkflowEffect[] = []
	const timers: FiredTimer[] = []
	while (timers.length < MOST_TIMERS) {
		const [next] = pendingTimers(definition, stage, at)
		if (!next || next.dueAt > until) break
		const now = next.dueAt > at.now ? next.dueAt : at.now
		const context = contextOf(stage, now, null, at.record)
		const decided = decideTimer(definition, at.position, next.timer, context)
		const { timer, effect } = next
		at = { ...at, now, fired: [...at.fired, timer] }
		if (!decided.ok) {
			timers.push({ timer, at: now, effect, outcome: 'nothing' })
			continue
		}
		effects.push(...decided.value.effects)
		if (decided.value.kind !== 'move') {
			const outcome = decided.value.kind === 'warn' ? 'warned' : 'escalated'
			timers.push({ timer, at: now, effect, outcome })
			continue
		}
		effects.push(...decided.value.decision.effects)
		timers.push({ timer, at: now, effect, outcome: 'moved' })
		at = movedTo(at, decided.value.decision.to, now)
	}
	return { after: { ...at, now: until > at.now ? until : at.now }, effects, timers }
}
