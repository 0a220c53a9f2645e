import { decideGuards } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'

/** Rule sets about one lot as a whole; those about a line of a delivery or shipment are decided there. */
export const ABOUT_A_LOT = ['release', 'lot'] as const

/**
 * The decisions that the guards of a lot's step ask for, each evaluated once and stored; only looked at with `dryRun`,
 * where the step cannot succeed anyway. A guard whose rule set is about something else stays without a decision: unknown.
 */
export const decideLotGuards = (
	ctx: Context,
	lotId: string,
	transition: Pick<WorkflowTransition, 'guards'> | undefined,
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> =>
	decideGuards(
		ctx,
		{
			subject: { type: 'lot', id: lotId },
			lotId,
			about: ABOUT_A_LOT,
			load: async () => (await loadReleaseFacts(ctx, [lotId])).get(lotId) ?? null,
		},
		[transition],
		options,
	)
