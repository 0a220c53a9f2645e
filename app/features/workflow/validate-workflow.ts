import { findUnsafeJson } from './find-unsafe-json.ts'
import { validateNeeded } from './needed-parts.model.ts'
import type { KnownNames, WorkflowProblem } from './problem.model.ts'
import { schemaProblems } from './schema-problems.ts'
import { validateGraph } from './validate-graph.ts'
import { validateGuards } from './validate-guards.ts'
import { validateKeys } from './validate-keys.ts'
import { validateNames } from './validate-names.ts'
import { validatePeople } from './validate-people.ts'
import { validateProduction } from './validate-production.ts'
import { validateRecall } from './validate-recall.ts'
import { validateTimers } from './validate-timers.ts'
import { validateTriggers } from './validate-triggers.ts'
import { workflowSchema } from './workflow.schema.ts'

/** More than anybody reads; keeps the answer to a hostile document small. */
export const MAX_PROBLEMS = 500

/**
 * Everything wrong with a definition, for the designer and before publishing; an empty list, or warnings alone, may be
 * published. `json` is untrusted. Codes are those of `ProblemCode`; errors come first. Form is checked
 * before the whole, so a malformed definition shows problems of form only. At most 500 are given.
 */
export function validateWorkflow(json: unknown, known: KnownNames): readonly WorkflowProblem[] {
	const unsafe = findUnsafeJson(json)
	if (unsafe.length > 0) return unsafe.slice(0, MAX_PROBLEMS)
	const parsed = workflowSchema.safeParse(json)
	if (!parsed.success) return schemaProblems(parsed.error, json).slice(0, MAX_PROBLEMS)
	const problems: WorkflowProblem[] = []
	const report = (problem: WorkflowProblem) => void problems.push(problem)
	validateKeys(parsed.data, report)
	validateNames(parsed.data, known, report)
	validateGuards(parsed.data, known, report)
	validateGraph(parsed.data, report)
	validateTriggers(parsed.data, report)
	validatePeople(parsed.data, known, report)
	validateTimers(parsed.data, report)
	validateNeeded(parsed.data, report)
	validateProduction(parsed.data, report)
	validateRecall(parsed.data, report)
	const isWarning = ({ severity }: WorkflowProblem) => Number(severity === 'warning')
	return problems.sort((a, b) => isWarning(a) - isWarning(b)).slice(0, MAX_PROBLEMS)
}
