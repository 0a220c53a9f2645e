import type { Context } from '#app/platform/request/context.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'

/** What the active version of a rule set would decide on each of these facts, in order. Stores nothing; two statements at most. */
export async function previewDecisions(ctx: Context, ruleSet: string, facts: readonly FactTree[]): Promise<Decision[]> {
	if (facts.length === 0) return []
	const { compiled } = await loadRuleSet(ctx, ruleSet)
	const time = { now: ctx.now, timeZone: ctx.tenant.timeZone }
	return Promise.all(facts.map((tree) => evaluate(compiled, tree, time)))
}
