import { decideGuards } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadDeviationFacts } from './load-deviation-facts.queries.server.ts'

/** The decisions that the guards of a deviation's steps ask for, each stored with it; only looked at with `dryRun`. */
export const decideDeviationGuards = (
	ctx: Context,
	{ id, lotId }: { id: string; lotId: string },
	transitions: readonly WorkflowTransition[],
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> =>
	decideGuards(
		ctx,
		{
			subject: { type: 'deviation', id },
			lotId,
			about: ['deviation'],
			load: () => loadDeviationFacts(ctx, id),
		},
		transitions,
		options,
	)
