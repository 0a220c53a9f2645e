import { decideGuards } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadRecallCaseFacts } from './load-recall-case-facts.queries.server.ts'

/** The decisions that the guards of a recall's steps ask for, each stored with it; only looked at with `dryRun`. */
export const decideRecallGuards = (
	ctx: Context,
	recallId: string,
	transitions: readonly WorkflowTransition[],
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> =>
	decideGuards(
		ctx,
		{
			subject: { type: 'recall', id: recallId },
			lotId: null,
			about: ['recall'],
			load: async () => {
				const facts = await loadRecallCaseFacts(ctx, recallId)
				return facts && { facts, scope: { siteId: null, itemId: null } }
			},
		},
		transitions,
		options,
	)
