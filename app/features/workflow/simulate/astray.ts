import type { WorkflowDefinition, WorkflowTransition } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'

/**
 * The first step that leads to a state that is not there, or null. What is still being written may lead nowhere; the
 * interpreter plays only what leads to states that are there.
 */
export const astrayTransition = (definition: WorkflowDefinition): WorkflowTransition | null => {
	const { states } = indexOf(definition)
	return definition.transitions.find(({ to }) => !states.has(to)) ?? null
}

/** Whether the simulator can play it: the state that a record begins in is there, and those that steps lead to. */
export const isPlayable = (definition: WorkflowDefinition): boolean =>
	indexOf(definition).states.has(definition.initial) && astrayTransition(definition) === null
