import { err, ok, type Result } from '#app/core/result.ts'
import { automaticTransition } from './automatic-transition.ts'
import { decide } from './decide.ts'
import { dueAt } from './duration.model.ts'
import type {
	Refusal,
	TransitionContext,
	TransitionDecision,
	WorkflowEffect,
	WorkflowPosition,
} from './workflow.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/** What a timer that came due does: it warns, escalates what is overdue, or moves the record. */
export type TimerDecision =
	| { readonly kind: 'warn' | 'escalate'; readonly effects: readonly WorkflowEffect[] }
	| { readonly kind: 'move'; readonly decision: TransitionDecision; readonly effects: readonly WorkflowEffect[] }

/** Why a timer does nothing. */
export type TimerRefusal =
	| { readonly code: 'timer-gone' }
	| { readonly code: 'timer-not-due'; readonly dueAt: Date }
	| { readonly code: 'nothing-to-fire' }
	| { readonly code: 'transition-refused'; readonly refusals: readonly Refusal[] }

/**
 * Decides what a timer does, once more under the lock of the record: the state may have changed since it was found due.
 * `effects` are the timer's own actions; where it moves the record, those of the transition are in `decision`.
 *
 * Errors: `timer-gone` (the state has no such timer: the record moved on), `timer-not-due`, `nothing-to-fire` (no
 * transition waits for this timer), `transition-refused` with every refusal, for instance of a guard.
 */
export function decideTimer(
	definition: WorkflowDefinition,
	position: WorkflowPosition,
	timer: string,
	context: TransitionContext,
): Result<TimerDecision, TimerRefusal> {
	const sla = indexOf(definition)
		.states.get(position.state)
		?.sla?.find((entry) => entry.key === timer)
	if (!sla) return err({ code: 'timer-gone' })
	const due = dueAt(position.enteredAt, sla.after, sla.calendar, context.calendars)
	if (due > context.now) return err({ code: 'timer-not-due', dueAt: due })
	const effects = (sla.actions ?? []).map((action) => ({ type: 'run-action', action }) as const)
	if (sla.effect !== 'fire') return ok({ kind: sla.effect, effects })
	const trigger = { type: 'timer', timer } as const
	const transition = automaticTransition(definition, position.state, trigger)
	if (!transition) return err({ code: 'nothing-to-fire' })
	const decided = decide(definition, position, { transition: transition.key, trigger }, context)
	if (!decided.ok) return err({ code: 'transition-refused', refusals: decided.error })
	return ok({ kind: 'move', decision: decided.value, effects })
}
