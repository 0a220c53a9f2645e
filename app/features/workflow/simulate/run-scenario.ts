import { inOneText, type LocalizedText } from '#app/core/localized.ts'
import { titleOf } from '../workflow.model.ts'
import type { WorkflowDefinition } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'
import { astrayTransition } from './astray.ts'
import type { Expectation, Scenario } from './scenario.schema.ts'
import { beginSimulation, simulateStep } from './simulate-step.ts'
import type { SimulationWorld, Stage, StepOutcome } from './simulation.model.ts'

/** How a test case came out, and why in a sentence. `failedAt` is the first step that came out otherwise. */
export type ScenarioReport = {
	name: LocalizedText
	passed: boolean
	why: LocalizedText
	failedAt: number | null
	outcomes: readonly StepOutcome[]
}

/** Plays a test case through by the interpreter of the live system. Pure. */
export function runScenario(
	definition: WorkflowDefinition,
	scenario: Scenario,
	world: SimulationWorld,
): ScenarioReport {
	const stage: Stage = { people: scenario.people, calendar: scenario.calendar, world }
	const { name } = scenario
	const start = scenario.start ?? definition.initial
	if (!indexOf(definition).states.has(start)) {
		const why = { en: `There is no state “${start}” to begin in.`, 'zh-CN': `没有可作为起点的状态“${start}”。` }
		return { name, passed: false, why, failedAt: 0, outcomes: [] }
	}
	const astray = astrayTransition(definition)
	if (astray) {
		const why = {
			en: `“${titleOf(astray).en}” leads to a state that is not there: “${astray.to}”.`,
			'zh-CN': `“${titleOf(astray)['zh-CN']}”通往不存在的状态“${astray.to}”。`,
		}
		return { name, passed: false, why, failedAt: 0, outcomes: [] }
	}
	let at = beginSimulation(definition, scenario)
	const outcomes: StepOutcome[] = []
	for (const [index, step] of scenario.steps.entries()) {
		const outcome = simulateStep(definition, stage, at, step)
		outcomes.push(outcome)
		at = outcome.after
		const wrong = differs(definition, outcome, step.expect)
		if (wrong) return { name, passed: false, why: atStep(index, wrong), failedAt: index, outcomes }
	}
	const end = stateName(definition, at.position.state)
	const why = {
		en: `${outcomes.length} steps as expected; ends in “${end.en}”.`,
		'zh-CN': `${outcomes.length} 个步骤均符合预期，最终为“${end['zh-CN']}”。`,
	}
	return { name, passed: true, why, failedAt: null, outcomes }
}

/** Every test case of a definition in turn. */
export const runScenarios = (definition: WorkflowDefinition, world: SimulationWorld): ScenarioReport[] =>
	(definition.tests ?? []).map((scenario) => runScenario(definition, scenario, world))

/** What a step came to, as its expectation would be written if that were right. */
export function actualOf(outcome: StepOutcome): Expectation {
	const refused = [...new Set(outcome.refusals.map(({ code }) => code))].sort()
	return { state: outcome.after.position.state, ...(refused.length > 0 ? { refused } : {}) }
}

function stateName(definition: WorkflowDefinition, key: string): LocalizedText {
	return titleOf(indexOf(definition).states.get(key) ?? { key })
}

const atStep = (index: number, why: LocalizedText): LocalizedText => ({
	en: `Step ${index + 1}: ${why.en}`,
	'zh-CN': `第 ${index + 1} 步：${why['zh-CN']}`,
})

function differs(
	definition: WorkflowDefinition,
	outcome: StepOutcome,
	expected: Expectation | undefined,
): LocalizedText | null {
	const actual = actualOf(outcome)
	const wanted = [...new Set(expected?.refused ?? [])].sort()
	const got = actual.refused ?? []
	if (wanted.join() !== got.join()) return wrongRefusals(outcome, wanted, got)
	if (expected?.state === undefined || expected.state === actual.state) return null
	const [should, is] = [stateName(definition, expected.state), stateName(definition, actual.state ?? '')]
	return {
		en: `ends in “${is.en}”, expected “${should.en}”.`,
		'zh-CN': `结果为“${is['zh-CN']}”，预期为“${should['zh-CN']}”。`,
	}
}

function wrongRefusals(outcome: StepOutcome, wanted: readonly string[], got: readonly string[]): LocalizedText {
	if (got.length === 0)
		return {
			en: `granted, expected to be refused (${wanted.join(', ')}).`,
			'zh-CN': `已通过，预期应被拒绝（${wanted.join('、')}）。`,
		}
	const messages = inOneText(outcome.refusals.map(({ message }) => message))
	return { en: `refused: ${messages.en}`, 'zh-CN': `被拒绝：${messages['zh-CN']}` }
}
