import type { Result } from '#app/core/result.ts'
import { automaticTransition } from '../automatic-transition.ts'
import { decide } from '../decide.ts'
import { decideApproval } from '../decide-approval.ts'
import { dueAt } from '../duration.model.ts'
import { unknownTransition } from '../transition-checks.ts'
import type { Refusal, TransitionDecision, TransitionInput, WorkflowEffect } from '../workflow.model.ts'
import type { WorkflowDefinition } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'
import { letTimePass } from './let-time-pass.ts'
import { SCENARIO_START, type Scenario, type ScenarioStep } from './scenario.schema.ts'
import type { Simulated, Stage, StepOutcome } from './simulation.model.ts'
import { contextOf, movedTo } from './simulation-context.ts'

/** A record as a scenario finds it: in its first state, just arrived. */
export function beginSimulation(
	definition: WorkflowDefinition,
	scenario: Pick<Scenario, 'start' | 'at' | 'requester' | 'lastEditor'>,
): Simulated {
	const now = new Date(scenario.at ?? SCENARIO_START)
	return {
		now,
		position: {
			state: scenario.start ?? definition.initial,
			enteredAt: now,
			approvals: [],
			requesterId: scenario.requester ?? null,
			lastEditorId: scenario.lastEditor ?? null,
			contributorIds: [scenario.requester, scenario.lastEditor].filter((who) => who !== undefined),
		},
		fired: [],
		record: {},
	}
}

function inputOf(
	definition: WorkflowDefinition,
	step: Extract<ScenarioStep, { do: 'take' | 'approve' }>,
): TransitionInput {
	const wanted = indexOf(definition).transitions.get(step.transition)?.signature
	const { reason, sign, assume } = step
	return {
		transition: step.transition,
		trigger: { type: 'user' },
		fields: { ...assume?.fields },
		...(reason ? { reason } : {}),
		...(sign
			? {
					signature: {
						meaning: wanted?.meaning ?? 'approved',
						reauthenticated: true,
						...(reason ? { reason } : {}),
					},
				}
			: {}),
	}
}

const askedBy = (before: Simulated, after: Simulated, requesterId: string): Simulated => {
	const stays = before.position.state === after.position.state
	const contributorIds = [...(stays ? (before.position.contributorIds ?? []) : []), requesterId]
	return { ...after, position: { ...after.position, requesterId, contributorIds } }
}

type Decided = Result<TransitionDecision, readonly Refusal[]>

/**
 * Takes one step of a simulation by the interpreter that moves real records. Pure: nothing is read and nothing is
 * written, whatever the step would do.
 */
export function simulateStep(
	definition: WorkflowDefinition,
	stage: Stage,
	before: Simulated,
	step: ScenarioStep,
): StepOutcome {
	const same = { step, from: before.position.state, before: before.now, timers: [] }
	const refused = (refusals: readonly Refusal[]): StepOutcome => ({ ...same, after: before, refusals, effects: [] })
	const granted = (after: Simulated, effects: readonly WorkflowEffect[]): StepOutcome => ({
		...same,
		after,
		refusals: [],
		effects,
	})
	const moved = (decided: Decided, record = before.record): StepOutcome =>
		decided.ok
			? granted({ ...movedTo(before, decided.value.to, before.now), record }, decided.value.effects)
			: refused(decided.error)
	switch (step.do) {
		case 'take': {
			const context = contextOf(stage, before.now, step.by, before.record, step.assume)
			const decided = decide(definition, before.position, inputOf(definition, step), context)
			const outcome = moved(decided, { ...before.record, ...step.assume?.fields })
			// As with real records: who brings one into a state asks for what comes next.
			return decided.ok ? { ...outcome, after: askedBy(before, outcome.after, step.by) } : outcome
		}
		case 'approve': {
			const context = contextOf(stage, before.now, step.by, before.record, step.assume)
			const decided = decideApproval(definition, before.position, inputOf(definition, step), context)
			if (!decided.ok) return refused(decided.error)
			const given = { transition: step.transition, approverId: step.by, roles: context.actor.roles, at: before.now }
			const approvals = [...(before.position.approvals ?? []), given]
			return granted({ ...before, position: { ...before.position, approvals } }, decided.value.effects)
		}
		case 'rule': {
			const trigger = { type: 'rule', ruleSet: step.ruleSet, outcome: step.outcome } as const
			const transition = automaticTransition(definition, before.position.state, trigger)
			if (!transition) return granted(before, [])
			const decisions = { [step.ruleSet]: step.outcome }
			const context = contextOf(stage, before.now, null, before.record, { decisions })
			return moved(decide(definition, before.position, { transition: transition.key, trigger }, context))
		}
		case 'system': {
			const trigger = { type: 'system' } as const
			const input = { transition: step.transition, trigger, reason: '–' }
			if (!indexOf(definition).transitions.has(step.transition))
				return refused([unknownTransition(before.position, input)])
			const context = contextOf(stage, before.now, null, before.record, step.assume)
			return moved(decide(definition, before.position, input, context))
		}
		case 'wait': {
			const until = dueAt(before.now, step.for)
			const passed = letTimePass(definition, stage, before, until)
			return { ...same, after: passed.after, refusals: [], effects: passed.effects, timers: passed.timers }
		}
	}
}
