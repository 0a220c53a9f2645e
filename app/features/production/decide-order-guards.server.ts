import { decideGuards } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadOrderFacts } from './load-order-facts.queries.server.ts'

/** The decisions that the guards of an order's steps ask for, each stored with the order; only looked at with `dryRun`. */
export const decideOrderGuards = (
	ctx: Context,
	orderId: string,
	transitions: readonly WorkflowTransition[],
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> =>
	decideGuards(
		ctx,
		{
			subject: { type: 'order', id: orderId },
			lotId: null,
			about: ['production_order'],
			load: () => loadOrderFacts(ctx, orderId),
		},
		transitions,
		options,
	)
