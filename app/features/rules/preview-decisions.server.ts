import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { isLoaded, loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'
import { shownDecisions } from './shown-decision.server.ts'
import { unavailableDecision } from './unavailable-decision.ts'

/** A record to look at: its facts, and where it belongs. */
export type Previewed = { facts: FactTree; scope: RecordScope | undefined }

/**
 * What the versions of a rule set in force would decide on each of these records, in order. Stores nothing; three
 * statements at most while a pilot runs, whatever the number of records.
 */
export async function previewDecisions(
	ctx: Context,
	ruleSet: string,
	records: readonly Previewed[],
): Promise<Decision[]> {
	const time = { now: ctx.now, timeZone: ctx.tenant.timeZone }
	const decisions: Decision[] = []
	for (const { facts, scope } of records) {
		const loaded = await loadRuleSet(ctx, ruleSet, scope)
		decisions.push(
			isLoaded(loaded) ? await evaluate(loaded.compiled, facts, time) : unavailableDecision(ruleSet, facts, ctx.now),
		)
	}
	return shownDecisions(ctx, decisions)
}
