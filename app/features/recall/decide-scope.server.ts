import type { LocalizedText } from '#app/core/localized.ts'
import { traceForward } from '#app/features/genealogy/trace.queries.server.ts'
import { decideMany } from '#app/features/rules/decide-many.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotScope, ScopeKind } from './recall.model.ts'
import { type Candidate, type Connected, loadScopeFacts, relatedLots } from './scope-facts.queries.server.ts'

/** The rule set that says which lots of a trace a recall takes in. */
export const RECALL_SCOPE = 'recall_scope'

/** One lot that the rules looked at: where they put it, why, and the stored decision, where it is stored. */
export type ScopedLot = {
	depth: number
	scope: LotScope
	decisionId: string | null
	because: LocalizedText[]
	/** What the rules looked at. */
	facts: FactTree
}

export type DecidedScope = { lots: Map<string, ScopedLot>; version: number | null; elapsedMs: number }

/** The lots that a recall of this reach takes in, with their distances. What cannot be decided is taken in. */
export function within(decided: DecidedScope, kind: ScopeKind): Map<string, ScopedLot> {
	return new Map(
		[...decided.lots].filter(
			([, lot]) => lot.scope === 'narrow' || lot.scope === 'unknown' || (kind === 'broad' && lot.scope === 'broad'),
		),
	)
}

const toScope = (outcome: string): LotScope =>
	outcome === 'narrow' || outcome === 'broad' || outcome === 'out' ? outcome : 'unknown'

/**
 * Lets `recall_scope` decide on every lot that came of the seeds at any remove, on those that share an input, a supplier
 * lot, equipment or a line with one, and on what came of those that are broad. A fixed number of statements, whatever the
 * number of lots, and one more for each 500 decisions where they are stored. Nothing is locked.
 */
export async function decideScope(
	ctx: Context,
	seedIds: readonly string[],
	options: { store: boolean },
): Promise<DecidedScope> {
	const started = performance.now()
	const traced = await traceForward(ctx, seedIds)
	const elapsedMs = Math.max(1, Math.round(performance.now() - started))
	if (traced.size === 0) return { lots: new Map(), version: null, elapsedMs }
	const descends = new Set(traced.keys())
	const none = new Set<string>()
	const related = (await relatedLots(ctx, seedIds)).filter((id) => !traced.has(id))
	const first = new Map([...traced, ...related.map((id) => [id, 0] as const)])
	const nearby = await judge(ctx, seedIds, { depths: first, descends, viaRelated: none }, options)
	const broad = related.filter((id) => nearby.lots.get(id)?.scope === 'broad')
	const further = new Map([...(await traceForward(ctx, broad))].filter(([id]) => !first.has(id)))
	if (further.size === 0) return { ...nearby, elapsedMs }
	const viaRelated = new Set(further.keys())
	const beyond = await judge(ctx, seedIds, { depths: further, descends, viaRelated }, options)
	return { lots: new Map([...nearby.lots, ...beyond.lots]), version: nearby.version, elapsedMs }
}

async function judge(
	ctx: Context,
	seedIds: readonly string[],
	connected: Connected,
	{ store }: { store: boolean },
): Promise<Omit<DecidedScope, 'elapsedMs'>> {
	const candidates: Candidate[] = await loadScopeFacts(ctx, seedIds, connected)
	const decisions = await decideMany(ctx, {
		ruleSet: RECALL_SCOPE,
		requests: candidates.map(({ lotId, facts }) => ({ subject: { type: 'recall_lot', id: lotId }, lotId, facts })),
		keep: (decision) => store && decision.outcome !== 'out',
	})
	const lots = new Map(
		candidates.map(({ lotId, depth, facts }, index) => {
			const decision = decisions[index]
			if (!decision) throw new Error('A lot of a scope was not decided on')
			const because = decision.rules.filter((rule) => rule.result === true).map((rule) => rule.message)
			return [lotId, { depth, scope: toScope(decision.outcome), decisionId: decision.id, because, facts }] as const
		}),
	)
	return { lots, version: decisions[0]?.version ?? null }
}
