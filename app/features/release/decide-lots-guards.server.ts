import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { isLoaded, loadRuleSet } from '#app/features/rules/load-rule-set.server.ts'
import { asGuard } from '#app/features/workflow/decide-guards.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ABOUT_A_LOT } from './decide-guards.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'

/**
 * As `decideLotGuards` for many lots at once, by lot: facts are read in one batch, each rule set decides on every lot by the
 * version in force for it, and each decision is stored.
 */
export async function decideLotsGuards(
	ctx: Context,
	lotIds: readonly string[],
	ruleSets: readonly string[],
): Promise<Map<string, Record<string, GuardDecision>>> {
	const decided = new Map<string, Record<string, GuardDecision>>()
	if (lotIds.length === 0 || ruleSets.length === 0) return decided
	const loaded = await loadReleaseFacts(ctx, lotIds)
	for (const ruleSet of ruleSets) {
		const set = await loadRuleSet(ctx, ruleSet)
		if (isLoaded(set) && !ABOUT_A_LOT.some((about) => about === set.compiled.ruleSet.subject)) continue
		const decisions = await decideMany(ctx, {
			ruleSet,
			requests: lotIds.map((id) => ({
				subject: { type: 'lot', id },
				lotId: id,
				facts: loaded.get(id)?.facts ?? {},
				scope: loaded.get(id)?.scope,
			})),
		})
		for (const [index, id] of lotIds.entries()) {
			const decision = decisions[index]
			if (decision) decided.set(id, { ...decided.get(id), [ruleSet]: asGuard(decision) })
		}
	}
	return decided
}
