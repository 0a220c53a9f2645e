import { ATTRIBUTE_SUBJECTS, type Attribute } from '#app/features/dictionary/attribute.model.ts'
import { everyAttributeOf, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { attributeFacts } from './catalogs/attribute-facts.ts'
import type { Decision } from './decision.model.ts'
import type { FactDefinition } from './fact-catalog.model.ts'
import { hideFacts } from './hide-facts.ts'

const HEAT = 'lot.attributes.heat'

async function hiddenFacts(ctx: Context): Promise<FactDefinition[]> {
	const hidden: Attribute[] = []
	for (const subject of ATTRIBUTE_SUBJECTS) {
		const seen = new Set(await loadAttributes(ctx, subject))
		hidden.push(...(await everyAttributeOf(ctx, subject)).filter((one) => !seen.has(one)))
	}
	const facts = attributeFacts(hidden)
	// Rules know the heat number by a name of its own too.
	const heat = facts.find((one) => one.name === HEAT)
	return heat ? [...facts, { ...heat, name: 'lot.heat' }] : facts
}

/**
 * Decisions as the actor may read them: by what is true they were made, but what the dictionary hides from the actor is
 * not told by them. One statement in a unit of work.
 */
export async function shownDecisions<D extends Decision>(ctx: Context, decisions: readonly D[]): Promise<D[]> {
	if (decisions.length === 0) return []
	const hidden = await hiddenFacts(ctx)
	return decisions.map((decision) => hideFacts(decision, hidden))
}

/** One decision as the actor may read it. */
export async function shownDecision<D extends Decision>(ctx: Context, decision: D): Promise<D> {
	return hideFacts(decision, await hiddenFacts(ctx))
}
