import { automaticTransition } from '#app/features/workflow/automatic-transition.ts'
import type { WorkflowDefinition, WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { heldFrom } from './holds.queries.server.ts'

/** The event by which the workflow takes a lot back to a state of its making. */
const WAYS_BACK = new Map([
	['in_production', 'lot.hold-lifted-in-production'],
	['paused', 'lot.hold-lifted-while-paused'],
])

/**
 * The step that follows the lifting of a lot's last hold and leads it back to its making; null where it was not being
 * made when it was held, or its workflow has none.
 */
export async function wayBackToMaking(
	ctx: Context,
	lotId: string,
	definition: WorkflowDefinition,
): Promise<WorkflowTransition | null> {
	const event = WAYS_BACK.get((await heldFrom(ctx, lotId)) ?? '')
	const lifted = event && indexOf(definition).transitions.get('lift_hold')?.to
	return (lifted && automaticTransition(definition, lifted, { type: 'system', event })) || null
}
