import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { isLoaded, loadRuleSet } from '#app/features/rules/load-rule-set.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'
import { asGuard } from './release-lot.server.ts'

/** Rule sets about one lot as a whole; those about a line of a delivery or shipment are decided there. */
export const ABOUT_A_LOT: ReadonlySet<string> = new Set(['release', 'lot'])

/**
 * The decisions that the guards of a lot's step ask for, each evaluated once and stored; only looked at with `dryRun`,
 * where the step cannot succeed anyway. A guard whose rule set is about something else stays without a decision: unknown.
 */
export async function decideLotGuards(
	ctx: Context,
	lotId: string,
	transition: Pick<WorkflowTransition, 'guards'> | undefined,
	options: { dryRun?: boolean } = {},
): Promise<Record<string, GuardDecision>> {
	const decisions: Record<string, GuardDecision> = {}
	const guards = transition?.guards ?? []
	if (guards.length === 0) return decisions
	const loaded = (await loadReleaseFacts(ctx, [lotId])).get(lotId)
	const facts = loaded?.facts ?? {}
	for (const { ruleSet } of guards) {
		if (decisions[ruleSet]) continue
		const set = await loadRuleSet(ctx, ruleSet, loaded?.scope)
		// One that does not load is decided all the same: as unknown, on record.
		if (isLoaded(set) && !ABOUT_A_LOT.has(set.compiled.ruleSet.subject)) continue
		const subject = { type: 'lot', id: lotId }
		const dryRun = options.dryRun ?? false
		decisions[ruleSet] = asGuard(
			await decideByRules(ctx, { ruleSet, subject, lotId, facts, scope: loaded?.scope, dryRun }),
		)
	}
	return decisions
}
