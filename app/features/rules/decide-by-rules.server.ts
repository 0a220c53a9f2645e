import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'

export type DecisionRequest = {
	ruleSet: string
	/** What is decided on. */
	subject: { type: string; id: string }
	/** The lot to find the decision by. */
	lotId: string | null
	facts: FactTree
	/** Evaluates without storing. */
	dryRun?: boolean
}

export type StoredDecision = Decision & { id: string | null }

/**
 * Evaluates the active version of a rule set and stores the decision: facts, outcome, explanation, version.
 * The one way by which anything in the portal is decided by rules.
 */
export async function decideByRules(ctx: Context, request: DecisionRequest): Promise<StoredDecision> {
	const { versionId, compiled } = await loadRuleSet(ctx, request.ruleSet)
	const decision = await evaluate(compiled, request.facts, { now: ctx.now, timeZone: ctx.tenant.timeZone })
	if (request.dryRun) return { ...decision, id: null }
	const id = newId()
	const { facts, ...detail } = decision
	ctx.em.create(DecisionRecord, {
		id,
		ruleSet: decision.ruleSet,
		ruleSetVersion: decision.version,
		versionId,
		subjectType: request.subject.type,
		subjectId: request.subject.id,
		lotId: request.lotId,
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
	return { ...decision, id }
}
