import { useDeferredValue, useMemo } from 'react'
import { diffWorkflows, type WorkflowChange } from '../../design/diff-workflows.ts'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import type { KnownNames, WorkflowProblem } from '../../problem.model.ts'
import { runScenarios, type ScenarioReport } from '../../simulate/run-scenario.ts'
import { validateWorkflow } from '../../validate-workflow.ts'
import { type WorkflowDefinition, workflowSchema } from '../../workflow.schema.ts'

export type Checks = {
	problems: readonly WorkflowProblem[]
	reports: readonly ScenarioReport[]
	changes: readonly WorkflowChange[]
	base: WorkflowDefinition | null
	/** What is typed is newer than what was checked. */
	isStale: boolean
}

/**
 * Problems, test cases and differences of what is drawn, worked out here by the code that publishing runs; a moment after
 * the last keystroke, so that typing never waits for it.
 */
export function useChecks(
	page: WorkflowPage,
	known: KnownNames,
	content: unknown,
	definition: WorkflowDefinition | null,
): Checks {
	const seen = useDeferredValue(content)
	const drawn = useDeferredValue(definition)
	const { world, base: given } = page
	const problems = useMemo(() => validateWorkflow(seen, known), [seen, known])
	const reports = useMemo(() => (drawn ? runScenarios(drawn, world) : []), [drawn, world])
	const base = useMemo(() => workflowSchema.safeParse(given?.content).data ?? null, [given])
	const changes = useMemo(() => (drawn && base ? diffWorkflows(base, drawn, known) : []), [drawn, base, known])
	return { problems, reports, changes, base, isStale: seen !== content }
}
