import type { LocalizedText } from '#app/core/localized.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** How a state of the lots' workflow is named and coloured. */
export type LotState = { key: string; title: LocalizedText; tone: StateTone; category: string }

/** The states of the tenant's own lot workflow, in its order. */
export async function readLotStates(ctx: Context): Promise<LotState[]> {
	const { definition } = await loadActiveWorkflow(ctx, 'lot_lifecycle')
	return definition.states.map((state) => ({
		key: state.key,
		title: titleOf(state),
		tone: toneOf(state),
		category: state.category,
	}))
}
