import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideScope } from './decide-scope.server.ts'
import { recallsOfLots, seedsOf } from './scope-cases.queries.server.ts'
import { loadScopeFacts } from './scope-facts.queries.server.ts'

/**
 * The facts of the subject `recall_lot` for lots against the seeds of one recall, by lot id: those that the trace or the
 * search beside it finds are connected as it found them, others are known not to be. A fixed number of statements
 * whatever the number of lots. Null where there is no such recall.
 */
export async function loadRecallFacts(
	ctx: Context,
	recallId: string,
	lotIds: readonly string[],
): Promise<Map<string, FactTree> | null> {
	const seeds = await seedsOf(ctx, recallId)
	return seeds ? factsFrom(ctx, seeds, lotIds) : null
}

/**
 * The same for lots that are in the frozen scope of a recall, each against its newest one: the statements of one recall for
 * each recall that the lots are in. Lots that are in none are left out.
 */
export async function loadRecalledFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, FactTree>> {
	const found = new Map<string, FactTree>()
	for (const { seeds, lots } of await recallsOfLots(ctx, lotIds))
		for (const [id, facts] of await factsFrom(ctx, seeds, lots)) found.set(id, facts)
	return found
}

async function factsFrom(
	ctx: Context,
	seeds: readonly string[],
	lotIds: readonly string[],
): Promise<Map<string, FactTree>> {
	const { lots } = await decideScope(ctx, seeds, { store: false })
	const beyond = lotIds.filter((id) => !lots.has(id))
	const none = new Set<string>()
	const apart = await loadScopeFacts(ctx, seeds, {
		depths: new Map(beyond.map((id) => [id, 0])),
		descends: none,
		viaRelated: none,
	})
	const facts = new Map(apart.map((one) => [one.lotId, one.facts]))
	return new Map(
		lotIds.flatMap((id) => {
			const own = lots.get(id)?.facts ?? facts.get(id)
			return own ? [[id, own] as const] : []
		}),
	)
}
