import type { LocalizedText } from '#app/core/localized.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** How a state of the workflow `receipt` is named and coloured. */
export type DeliveryState = { key: string; title: LocalizedText; tone: StateTone }

/** The states of the tenant's own workflow of deliveries, in its order. */
export async function readDeliveryStates(ctx: Context): Promise<DeliveryState[]> {
	const { definition } = await loadActiveWorkflow(ctx, 'receipt')
	return definition.states.map((state) => ({ key: state.key, title: titleOf(state), tone: toneOf(state) }))
}
