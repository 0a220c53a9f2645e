import type { Scenario, ScenarioStep } from '../simulate/scenario.schema.ts'

/** Test cases after a state or transition got another key. */
export function renameInTests(
	tests: readonly Scenario[],
	kind: 'state' | 'transition',
	key: string,
	to: string,
): Scenario[] {
	const named = (name: string): string => (name === key ? to : name)
	const step = (one: ScenarioStep): ScenarioStep => {
		if (kind === 'transition') return 'transition' in one ? { ...one, transition: named(one.transition) } : one
		const state = one.expect?.state
		return state === key ? { ...one, expect: { ...one.expect, state: to } } : one
	}
	return tests.map((test) => ({
		...test,
		...(kind === 'state' && test.start !== undefined ? { start: named(test.start) } : {}),
		steps: test.steps.map(step),
	}))
}
