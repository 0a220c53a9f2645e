import { dueAt } from './duration.model.ts'
import type { TransitionContext, TransitionInput, WorkflowEffect, WorkflowPosition } from './workflow.model.ts'
import type { WorkflowState, WorkflowTransition } from './workflow.schema.ts'

/** The timers of a state for a stay that begins at `enteredAt`; also used when running records move to another version. */
export function timersOf(
	state: WorkflowState,
	enteredAt: Date,
	context: Pick<TransitionContext, 'calendars'>,
): readonly Extract<WorkflowEffect, { type: 'start-timer' }>[] {
	return (state.sla ?? []).map((sla) => ({
		type: 'start-timer',
		state: state.key,
		timer: sla.key,
		effect: sla.effect,
		dueAt: dueAt(enteredAt, sla.after, sla.calendar, context.calendars),
	}))
}

/** The signature to store, from a request that has passed the checks; null where the transition asks for none. */
export function signatureEffect(
	transition: WorkflowTransition,
	input: TransitionInput,
	context: TransitionContext,
): WorkflowEffect | null {
	if (!transition.signature) return null
	return {
		type: 'record-signature',
		transition: transition.key,
		signerId: context.actor.id,
		meaning: transition.signature.meaning,
		reason: input.signature?.reason ?? input.reason ?? null,
	}
}

/** What a granted transition brings with it: old timers end, approvals are spent, new timers begin, actions run in order. */
export function effectsOf(
	step: { transition: WorkflowTransition; position: WorkflowPosition; to: WorkflowState },
	input: TransitionInput,
	context: TransitionContext,
): readonly WorkflowEffect[] {
	const { transition, position, to } = step
	const effects: WorkflowEffect[] = [{ type: 'stop-timers', state: position.state }]
	if (position.approvals?.length) effects.push({ type: 'void-approvals' })
	const signature = signatureEffect(transition, input, context)
	if (signature) effects.push(signature)
	effects.push(...timersOf(to, context.now, context))
	for (const action of transition.actions ?? []) effects.push({ type: 'run-action', action })
	return effects
}
