import { isDeepStrictEqual } from 'node:util'
import { canonicalJson, type JsonValue } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { asRecords, insertOf } from '#app/platform/db/records.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { StoredDecision } from './decide-by-rules.server.ts'
import { outcomeStatus } from './decide-outcome.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { compileTogether } from './evaluate-compiled.ts'
import { isLoaded, type LoadedRuleSet, loadRuleSet } from './load-rule-set.server.ts'
import type { FactTree } from './read-facts.ts'
import { scopesOfLots } from './record-scopes.queries.server.ts'
import { shownDecisions } from './shown-decision.server.ts'
import { unavailableDecision } from './unavailable-decision.ts'

export type DecideMany = {
	ruleSet: string
	requests: readonly {
		subject: { type: string; id: string }
		lotId: string | null
		facts: FactTree
		/** Where the record belongs, by which a pilot is chosen; left out, it is that of the lot. */
		scope?: RecordScope | undefined
	}[]
	/** Absent: all are stored. Otherwise those for which it answers yes. */
	keep?: (decision: Decision, index: number) => boolean
}

/** Up to so many, each decision has its audit entry; more of them have one together. */
const AUDITED_EACH = 100
/** Rows of an insert. */
const ROWS = 500
/** Of a set evaluated by closures, every so manieth decision is made by the engine as well. */
const CHECKED_EVERY = 100

type Judge = {
	versionId: string | null
	decide: (facts: FactTree, index: number) => Promise<Decision>
	/** Whether no rule holds and nothing hangs on what is not known, so that a decision would have nothing to say. */
	isQuiet: (facts: FactTree) => boolean
}

/** Judges by the version in force for a scope, each version compiled once; by none where no version loads. */
function judges(ctx: Context, ruleSet: string): (scope: RecordScope | undefined) => Promise<Judge> {
	const time = { now: ctx.now, timeZone: ctx.tenant.timeZone }
	const byVersion = new Map<string, Judge>()
	const judgeOf = ({ versionId, compiled }: LoadedRuleSet): Judge => {
		const {
			read,
			evaluators: [evaluator],
		} = compileTogether([compiled])
		if (!evaluator) throw new Error('A rule set was not compiled')
		return {
			versionId,
			decide: async (facts, index) => {
				const decision = evaluator.decide(facts, time)
				if (index % CHECKED_EVERY === 0) checkSame(decision, await evaluate(compiled, facts, time))
				return decision
			},
			isQuiet: (facts) => {
				const { outcome, results } = evaluator.judge(read(facts, time))
				const passes = outcomeStatus(outcome, compiled.ruleSet.outcomes) === 'pass'
				return passes && results.every((result) => result !== true)
			},
		}
	}
	return async (scope) => {
		const loaded = await loadRuleSet(ctx, ruleSet, scope)
		if (!isLoaded(loaded))
			return {
				versionId: null,
				decide: async (facts) => unavailableDecision(ruleSet, facts, ctx.now),
				isQuiet: () => false,
			}
		const known = byVersion.get(loaded.versionId) ?? judgeOf(loaded)
		byVersion.set(loaded.versionId, known)
		return known
	}
}

/** Where the records belong, for those that do not say so by their lots. One statement at most. */
async function scopesFor(ctx: Context, { requests }: DecideMany): Promise<(RecordScope | undefined)[]> {
	const unsaid = requests.flatMap(({ scope, lotId }) => (scope || !lotId ? [] : [lotId]))
	const ofLots = await scopesOfLots(ctx, unsaid)
	return requests.map(({ scope, lotId }) => scope ?? (lotId ? ofLots.get(lotId) : undefined))
}

/**
 * Decides on any number of records by the versions of a set in force for them (a pilot of their site or item, else the
 * active one) and stores the decisions, in order: four statements at most to load the set and to find where the records
 * belong, and one for each 500 decisions. Made by the compiled closures; the first and every hundredth is made by the
 * engine as well, and a difference, which would be a bug, throws before anything is stored. Where no version of the set
 * loads, every outcome is unknown.
 */
export async function decideMany(ctx: Context, request: DecideMany): Promise<StoredDecision[]> {
	if (request.requests.length === 0) return []
	await ctx.em.flush()
	const scopes = await scopesFor(ctx, request)
	const judgeFor = judges(ctx, request.ruleSet)
	const decided: StoredDecision[] = []
	const rows = []
	for (const [index, { subject, lotId, facts }] of request.requests.entries()) {
		const scope = scopes[index]
		const judge = await judgeFor(scope)
		const decision = await judge.decide(facts, index)
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
			versionId: judge.versionId,
			subjectType: subject.type,
			subjectId: subject.id,
			lotId,
			siteId: scope?.siteId ?? null,
			itemId: scope?.itemId ?? null,
			outcome: decision.outcome,
			facts: snapshot,
			detail: detail as unknown as Record<string, unknown>,
			missingFacts: decision.missingFacts,
			decidedAt: ctx.now,
			decidedBy: ctx.actor.name,
		})
	}
	await ctx.em.flush()
	for (let at = 0; at < rows.length; at += ROWS) {
		const records = asRecords(ctx.em, DecisionRecord, rows.slice(at, at + ROWS))
		await ctx.em.execute(insertOf(records), records.params)
	}
	note(ctx, request, decided)
	return shownDecisions(ctx, decided)
}

/**
 * What the rules have to say of any number of records, in order, and keeps none of it: null where no rule holds and
 * nothing hangs on what is not known. Those are only judged, not explained, save the first and every hundredth, which are checked like the others
 * of `decideMany`. The set is read once.
 */
export async function remarksOfRules(
	ctx: Context,
	request: Pick<DecideMany, 'ruleSet' | 'requests'>,
): Promise<(Decision | null)[]> {
	if (request.requests.length === 0) return []
	await ctx.em.flush()
	const scopes = await scopesFor(ctx, request)
	const judgeFor = judges(ctx, request.ruleSet)
	const remarks: (Decision | null)[] = []
	for (const [index, { facts }] of request.requests.entries()) {
		const judge = await judgeFor(scopes[index])
		const isChecked = index % CHECKED_EVERY === 0
		const quiet = judge.isQuiet(facts)
		const decision = quiet && !isChecked ? null : await judge.decide(facts, index)
		if (quiet && decision && (decision.status !== 'pass' || decision.rules.some((rule) => rule.result === true)))
			throw new Error(`Judgement and decision disagree on ${request.ruleSet}`)
		remarks.push(quiet ? null : decision)
	}
	return remarks
}

const asJson = (decision: Decision): string => canonicalJson(JSON.parse(JSON.stringify(decision)) as JsonValue)

/** As texts alone where they are not the same at once: writing them costs more than deciding. */
function checkSame(closures: Decision, engine: Decision): void {
	if (isDeepStrictEqual(closures, engine)) return
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
