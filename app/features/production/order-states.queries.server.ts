import type { LocalizedText } from '#app/core/localized.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateCategory, StateTone } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** How a state of the workflow of orders is named and coloured. */
export type OrderState = { key: string; title: LocalizedText; tone: StateTone; category: StateCategory }

/** The states of the tenant's own workflow of orders, in its order. */
export async function readOrderStates(ctx: Context): Promise<OrderState[]> {
	const { definition } = await loadActiveWorkflow(ctx, 'production_order')
	return definition.states.map((state) => ({
		key: state.key,
		title: titleOf(state),
		tone: toneOf(state),
		category: state.category,
	}))
}
