import { ELAPSED } from './duration.model.ts'
import type { WorkflowDefinition, WorkflowState, WorkflowTransition } from './workflow.schema.ts'

/** A definition prepared for lookups. */
export interface WorkflowIndex {
	readonly states: ReadonlyMap<string, WorkflowState>
	readonly transitions: ReadonlyMap<string, WorkflowTransition>
	readonly transitionsFrom: ReadonlyMap<string, readonly WorkflowTransition[]>
	/** Whether a deadline runs on a business calendar. */
	readonly usesCalendars: boolean
}

const indexes = new WeakMap<WorkflowDefinition, WorkflowIndex>()

/** The lookups of a definition, made once; a definition must not be changed after its first use. */
export function indexOf(definition: WorkflowDefinition): WorkflowIndex {
	const known = indexes.get(definition)
	if (known) return known
	const transitionsFrom = new Map<string, WorkflowTransition[]>()
	for (const transition of definition.transitions) {
		for (const from of new Set(transition.from)) {
			const list = transitionsFrom.get(from)
			if (list) list.push(transition)
			else transitionsFrom.set(from, [transition])
		}
	}
	const index: WorkflowIndex = {
		states: new Map(definition.states.map((state) => [state.key, state])),
		transitions: new Map(definition.transitions.map((transition) => [transition.key, transition])),
		transitionsFrom,
		usesCalendars: definition.states.some((state) =>
			state.sla?.some(({ calendar }) => calendar !== undefined && calendar !== ELAPSED),
		),
	}
	indexes.set(definition, index)
	return index
}
