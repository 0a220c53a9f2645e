import { canonicalJson, type JsonValue } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { StoredDecision } from './decide-by-rules.server.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { compileTogether } from './evaluate-compiled.ts'
import { loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'

export type DecideMany = {
	ruleSet: string
	requests: readonly { subject: { type: string; id: string }; lotId: string | null; facts: FactTree }[]
	/** Absent: all are stored. Otherwise those for which it answers yes. */
	keep?: (decision: Decision, index: number) => boolean
}

/** Up to so many, each decision has its audit entry; more of them have one together. */
const AUDITED_EACH = 100
/** Rows of an insert. */
const ROWS = 500
/** Of a set evaluated by closures, every so manieth decision is made by the engine as well. */
const CHECKED_EVERY = 100

/**
 * Decides on any number of records by the active version of a set and stores the decisions, in order: two statements to
 * load the set and one for each 500 decisions. Made by the compiled closures; the first and every hundredth is made by
 * the engine as well, and a difference, which would be a bug, throws before anything is stored.
 */
export async function decideMany(ctx: Context, request: DecideMany): Promise<StoredDecision[]> {
	if (request.requests.length === 0) return []
	const { versionId, compiled } = await loadRuleSet(ctx, request.ruleSet)
	const time = { now: ctx.now, timeZone: ctx.tenant.timeZone }
	const [evaluator] = compileTogether([compiled]).evaluators
	if (!evaluator) throw new Error('A rule set was not compiled')
	const decided: StoredDecision[] = []
	const rows = []
	for (const [index, { subject, lotId, facts }] of request.requests.entries()) {
		const decision = evaluator.decide(facts, time)
		if (index % CHECKED_EVERY === 0) checkSame(decision, await evaluate(compiled, facts, time))
		const isKept = request.keep?.(decision, index) ?? true
		const id = isKept ? newId() : null
		decided.push({ ...decision, id })
		if (!id) continue
		const { facts: snapshot, ...detail } = decision
		rows.push({
			id,
			tenantId: ctx.tenant.id,
			ruleSet: decision.ruleSet,
			ruleSetVersion: decision.version,
			versionId,
			subjectType: subject.type,
			subjectId: subject.id,
			lotId,
			outcome: decision.outcome,
			facts: snapshot,
			detail: detail as unknown as Record<string, unknown>,
			missingFacts: decision.missingFacts,
			decidedAt: ctx.now,
			decidedBy: ctx.actor.name,
		})
	}
	await ctx.em.flush()
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(DecisionRecord, rows.slice(at, at + ROWS))
	note(ctx, request, decided)
	return decided
}

const asJson = (decision: Decision): string => canonicalJson(JSON.parse(JSON.stringify(decision)) as JsonValue)

function checkSame(closures: Decision, engine: Decision): void {
	if (asJson(closures) !== asJson(engine))
		throw new Error(`Closures and engine disagree on ${engine.ruleSet} v${engine.version}`)
}

function note(ctx: Context, { requests }: DecideMany, decided: readonly StoredDecision[]): void {
	const stored = decided.flatMap((decision, index) => (decision.id ? [{ decision, request: requests[index] }] : []))
	const [first] = stored
	if (!first) return
	const { ruleSet, version } = first.decision
	if (stored.length <= AUDITED_EACH) {
		for (const { decision, request } of stored)
			ctx.audit.record({
				action: 'decision.made',
				subject: { type: 'decision', id: decision.id ?? '', label: `${ruleSet} v${version}` },
				after: { outcome: decision.outcome, on: request?.subject, lotId: request?.lotId },
			})
		return
	}
	const outcomes = Object.fromEntries(
		[...Map.groupBy(stored, (one) => one.decision.outcome)].map(([outcome, list]) => [outcome, list.length]),
	)
	ctx.audit.record({
		action: 'decision.made-many',
		subject: { type: 'decision', id: first.decision.id ?? '', label: `${ruleSet} v${version}` },
		after: { decisions: stored.length, outcomes },
	})
}
