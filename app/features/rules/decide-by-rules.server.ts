import { newId } from '#app/core/ids.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { isLoaded, loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'
import { scopesOfLots } from './record-scopes.queries.server.ts'
import { shownDecision } from './shown-decision.server.ts'
import { unavailableDecision } from './unavailable-decision.ts'

export type DecisionRequest = {
	ruleSet: string
	/** What is decided on. */
	subject: { type: string; id: string }
	/** The lot to find the decision by. */
	lotId: string | null
	facts: FactTree
	/**
	 * Where the record belongs, by which a pilot is chosen. Give it where several are decided on together; left out, it is
	 * that of the lot, for one statement more.
	 */
	scope?: RecordScope | undefined
	/** Evaluates without storing. */
	dryRun?: boolean
}

export type StoredDecision = Decision & { id: string | null }

/**
 * Evaluates the version of a rule set that is in force for the record (a pilot of its site or item, else the active one)
 * and stores the decision: facts, outcome, explanation, version. Where that version does not load, its last good one
 * decides and is what the decision names; without any, the outcome is unknown, which nothing passes.
 * The one way by which anything in the portal is decided by rules. What is answered keeps from the actor what the
 * dictionary hides from them; what is stored has all of it.
 */
export async function decideByRules(ctx: Context, request: DecisionRequest): Promise<StoredDecision> {
	const scope =
		request.scope ?? (request.lotId ? (await scopesOfLots(ctx, [request.lotId])).get(request.lotId) : undefined)
	const loaded = await loadRuleSet(ctx, request.ruleSet, scope)
	const decision = isLoaded(loaded)
		? await evaluate(loaded.compiled, request.facts, { now: ctx.now, timeZone: ctx.tenant.timeZone })
		: unavailableDecision(request.ruleSet, request.facts, ctx.now)
	if (request.dryRun) return shownDecision(ctx, { ...decision, id: null })
	const id = newId()
	const { facts, ...detail } = decision
	ctx.em.create(DecisionRecord, {
		id,
		ruleSet: decision.ruleSet,
		ruleSetVersion: decision.version,
		versionId: isLoaded(loaded) ? loaded.versionId : null,
		subjectType: request.subject.type,
		subjectId: request.subject.id,
		lotId: request.lotId,
		siteId: scope?.siteId ?? null,
		itemId: scope?.itemId ?? null,
		outcome: decision.outcome,
		facts,
		detail: detail as unknown as Record<string, unknown>,
		missingFacts: decision.missingFacts,
		decidedAt: ctx.now,
		decidedBy: ctx.actor.name,
	})
	ctx.audit.record({
		action: 'decision.made',
		subject: { type: 'decision', id, label: `${decision.ruleSet} v${decision.version}` },
		after: { outcome: decision.outcome, on: request.subject, lotId: request.lotId },
	})
	await ctx.em.flush()
	return shownDecision(ctx, { ...decision, id })
}
