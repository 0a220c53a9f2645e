import { useMemo, useState } from 'react'
import { actualOf } from '../../simulate/run-scenario.ts'
import {
	type Assumptions,
	SCENARIO_START,
	type Scenario,
	type ScenarioPerson,
	type ScenarioStep,
} from '../../simulate/scenario.schema.ts'
import { beginSimulation, simulateStep } from '../../simulate/simulate-step.ts'
import type { Simulated, SimulationWorld, Stage, StepOutcome } from '../../simulate/simulation.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'

/** Everything that is set in the simulator: people, moment, what is taken for granted, and the steps so far. */
export type Setup = Omit<Scenario, 'name' | 'steps'> & { steps: ScenarioStep[] }

export type Simulation = {
	setup: Setup
	change: (part: Partial<Setup>) => void
	stage: Stage
	outcomes: readonly StepOutcome[]
	now: Simulated
	/** The person who acts next. */
	by: ScenarioPerson | undefined
	actAs: (key: string) => void
	assume: Assumptions
	setAssume: (assume: Assumptions) => void
	reason: string
	setReason: (reason: string) => void
	sign: boolean
	setSign: (sign: boolean) => void
	take: (step: ScenarioStep) => void
	back: () => void
	restart: () => void
	/** The steps with what came of them as expectations: a test case without its name. */
	record: () => Omit<Scenario, 'name'>
}

const FIRST: ScenarioPerson[] = [
	{ key: 'anna', roles: ['quality_reviewer'] },
	{ key: 'bo', roles: ['compliance_admin'] },
]

/** A new simulation, or one that plays a saved test case. */
export function setupOf(test: Scenario | undefined): Setup {
	if (!test) return { people: FIRST, at: SCENARIO_START, steps: [] }
	const { name: _name, ...setup } = test
	return { ...setup, steps: [...test.steps] }
}

/** Plays steps one after the other in this browser, by the interpreter of the live system. Nothing leaves the page. */
export function useSimulation(
	definition: WorkflowDefinition,
	world: SimulationWorld,
	test: Scenario | undefined,
): Simulation {
	const [setup, setSetup] = useState(() => setupOf(test))
	const [actor, setActor] = useState(setup.people[0]?.key ?? '')
	const [assume, setAssume] = useState<Assumptions>({})
	const [reason, setReason] = useState('')
	const [sign, setSign] = useState(false)
	const stage = useMemo<Stage>(
		() => ({ people: setup.people, calendar: setup.calendar, world }),
		[setup.people, setup.calendar, world],
	)
	const outcomes = useMemo(() => {
		let at = beginSimulation(definition, setup)
		return setup.steps.map((step) => {
			const outcome = simulateStep(definition, stage, at, step)
			at = outcome.after
			return outcome
		})
	}, [definition, setup, stage])
	const now = outcomes.at(-1)?.after ?? beginSimulation(definition, setup)
	return {
		setup,
		change: (part) => setSetup((before) => ({ ...before, ...part })),
		stage,
		outcomes,
		now,
		by: setup.people.find(({ key }) => key === actor) ?? setup.people[0],
		actAs: setActor,
		assume,
		setAssume,
		reason,
		setReason,
		sign,
		setSign,
		take: (step) => setSetup((before) => ({ ...before, steps: [...before.steps, step].slice(0, 100) })),
		back: () => setSetup((before) => ({ ...before, steps: before.steps.slice(0, -1) })),
		restart: () => setSetup((before) => ({ ...before, steps: [] })),
		record: () => ({
			...setup,
			steps: outcomes.map((outcome) => ({ ...outcome.step, expect: actualOf(outcome) })),
		}),
	}
}

/** What is taken for granted without what says nothing, so that a recorded step stays short. */
export function givenOf(assume: Assumptions): Assumptions | undefined {
	const { decisions, fields, trained } = assume
	const given: Assumptions = {
		...(decisions && Object.keys(decisions).length > 0 ? { decisions } : {}),
		...(fields && Object.keys(fields).length > 0 ? { fields } : {}),
		...(trained?.length ? { trained } : {}),
	}
	return Object.keys(given).length > 0 ? given : undefined
}
