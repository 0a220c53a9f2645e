import type { WorkflowDefinition, WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'

const NOT_ON = ['cancelled', 'rejected', 'blocked']

/** Whether a step brings a record on from a state: not to an end without a result or a stop, nor back along the main path. */
function leadsOn({ states, mainPath = [] }: WorkflowDefinition, from: string, to: string): boolean {
	const category = states.find(({ key }) => key === to)?.category
	if (category && NOT_ON.includes(category)) return false
	const [here, there] = [mainPath.indexOf(from), mainPath.indexOf(to)]
	return here < 0 || there < 0 || there >= here
}

/** The steps that people take, or the portal itself for them, to bring a record on from where it stands. */
export const forwardSteps = (definition: WorkflowDefinition, state: string): WorkflowTransition[] =>
	definition.transitions.filter(
		({ trigger, from, to }) =>
			(trigger.type === 'user' || trigger.type === 'system') && from.includes(state) && leadsOn(definition, state, to),
	)
