import { decideGuards } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CaseKind } from './case.model.ts'
import { loadCaseFacts } from './load-case-facts.queries.server.ts'

/**
 * The decisions that the guards of a case's steps ask for, each rule set evaluated once and stored; only looked at with
 * `dryRun`, for a page that says what would be missing. A guard whose rule set is about something else stays without a
 * decision, which is unknown.
 */
export const decideCaseGuards = (
	ctx: Context,
	{ kind, id }: { kind: CaseKind; id: string },
	transitions: readonly Pick<WorkflowTransition, 'guards'>[],
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> =>
	decideGuards(
		ctx,
		{
			subject: { type: kind, id },
			lotId: null,
			about: ['case'],
			load: async () => {
				const loaded = (await loadCaseFacts(ctx, [id])).get(id)
				return { facts: loaded?.facts ?? {}, scope: { siteId: loaded?.siteId ?? null, itemId: null } }
			},
		},
		transitions,
		options,
	)
