import type { StateLock, WorkflowDefinition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/**
 * Whether a record in this state must not be consumed, or must not be shipped. A state that the definition does not know
 * locks everything: what cannot be judged is not let through.
 */
export function isLocked(definition: WorkflowDefinition, stateKey: string, lock: StateLock): boolean {
	const state = indexOf(definition).states.get(stateKey)
	return state ? (state.locks ?? []).includes(lock) : true
}
