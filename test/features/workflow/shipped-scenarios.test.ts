import { expect, test } from 'vitest'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'
import { runScenario } from '#app/features/workflow/simulate/run-scenario.ts'
import { simulationWorld } from '#app/features/workflow/simulate/simulation-world.server.ts'

const workflows = await readDefaultWorkflows('workflows')

for (const workflow of workflows) {
	test(`${workflow.key} has test cases, and each comes out as it says`, () => {
		expect(workflow.tests?.length ?? 0).toBeGreaterThan(0)
		const world = simulationWorld(workflow.subject)
		const red = (workflow.tests ?? [])
			.map((scenario) => runScenario(workflow, scenario, world))
			.filter(({ passed }) => !passed)
			.map(({ name, why }) => `${name.en}: ${why.en}`)
		expect(red).toEqual([])
	})
}

test('a draft with a step that leads nowhere has red test cases that say so, and does not fail', () => {
	const [workflow] = workflows
	const [first, ...rest] = workflow?.transitions ?? []
	const [scenario] = workflow?.tests ?? []
	if (!workflow || !first || !scenario) throw new Error('No workflow is shipped')
	const draft = { ...workflow, transitions: [{ ...first, to: 'nowhere' }, ...rest] }
	const report = runScenario(draft, scenario, simulationWorld(workflow.subject))
	expect(report).toMatchObject({ passed: false, why: { en: expect.stringContaining('“nowhere”') } })
})
