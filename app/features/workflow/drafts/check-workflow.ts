import { err, ok, type Result } from '#app/core/result.ts'
import type { KnownNames } from '../problem.model.ts'
import { runScenarios } from '../simulate/run-scenario.ts'
import type { SimulationWorld } from '../simulate/simulation.model.ts'
import { validateWorkflow } from '../validate-workflow.ts'
import { type WorkflowDefinition, workflowSchema } from '../workflow.schema.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Whether content may be published under a key: no errors, at least one test case, all of them green. `worldOf` says what
 * roles may do with its kind of record.
 * Errors: `workflow-invalid`, `other-key`, `no-tests`, `tests-red`.
 */
export function checkWorkflow(
	key: string,
	content: unknown,
	known: KnownNames,
	worldOf: (subject: WorkflowDefinition['subject']) => SimulationWorld,
): Result<WorkflowDefinition, WorkflowRefusal> {
	const problems = validateWorkflow(content, known)
	const parsed = workflowSchema.safeParse(content)
	if (!parsed.success || problems.some(({ severity }) => severity === 'error'))
		return err({ code: 'workflow-invalid', problems })
	const definition = parsed.data
	if (definition.key !== key) return err({ code: 'other-key', key: definition.key })
	if ((definition.tests ?? []).length === 0) return err({ code: 'no-tests' })
	const red = runScenarios(definition, worldOf(definition.subject)).filter(({ passed }) => !passed)
	if (red.length > 0) return err({ code: 'tests-red', tests: red.map(({ name, why }) => ({ name, why })) })
	return ok(definition)
}
