import { triggerMatches } from './transition-checks.ts'
import type { WorkflowDefinition, WorkflowTransition, WorkflowTrigger } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/**
 * The transition that waits in this state for a timer, for the outcome of a rule set, or for an event. A system trigger
 * without an event finds none: such transitions are asked for by their key. Undefined where nothing waits.
 */
export function automaticTransition(
	definition: WorkflowDefinition,
	stateKey: string,
	trigger: Exclude<WorkflowTrigger, { type: 'user' }>,
): WorkflowTransition | undefined {
	if (trigger.type === 'system' && trigger.event === undefined) return undefined
	const waiting = indexOf(definition).transitionsFrom.get(stateKey) ?? []
	return waiting.find(
		({ trigger: expected }) =>
			triggerMatches(expected, trigger) && !(expected.type === 'system' && expected.event === undefined),
	)
}
