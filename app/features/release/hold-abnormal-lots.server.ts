import { inOneText } from '#app/core/localized.ts'
import { isZero, type Quantity } from '#app/core/quantity.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { loadSubjectFacts } from '#app/features/rules/load-subject-facts.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** The rule set that holds lots without waiting for a person. */
export const LOT_HOLD = 'lot_hold'

/** Lots of one unit of work. */
const PAGE = 500

/**
 * Lets `lot_hold` decide on lots and holds those it says, through their workflow; the decisions that hold are stored. Called
 * by whatever changes what the rules look at (a result, a deviation, an expiry date), in the same unit of work, and by the
 * nightly sweep for what only time changes. A lot that is held already, that has ended, or of which nothing is here and
 * nothing is being made is passed over. Answers how many were held. The portal's own doing: no permission is asked.
 */
export async function holdAbnormalLots(ctx: Context, lotIds: readonly string[]): Promise<number> {
	if (lotIds.length === 0) return 0
	const facts = [...(await loadSubjectFacts(ctx, 'lot', lotIds))].filter(([, tree]) => canBeHeld(tree))
	const decisions = await decideMany(ctx, {
		ruleSet: LOT_HOLD,
		requests: facts.map(([lotId, tree]) => ({ subject: { type: 'lot', id: lotId }, lotId, facts: tree })),
		keep: (decision) => decision.outcome === 'hold',
	})
	let held = 0
	for (const [index, decision] of decisions.entries()) {
		const lotId = facts[index]?.[0]
		if (!lotId || decision.outcome !== 'hold') continue
		const reason = inOneText(
			obstacles(decision)
				.filter((rule) => rule.result === true)
				.map(({ message }) => message),
		)
		const rule = { ruleSet: LOT_HOLD, outcome: 'hold', decisionId: decision.id }
		if ((await placeHold(ctx, { lotId, reason, source: 'rule', rule })).ok) held += 1
	}
	return held
}

const ENDED: ReadonlySet<string> = new Set(['blocked', 'rejected', 'cancelled'])

function canBeHeld(tree: FactTree): boolean {
	const lot = tree.lot as { onHold: boolean; category: string; onHand: Quantity } | undefined
	if (!lot || lot.onHold || ENDED.has(lot.category)) return false
	return lot.category === 'active' || lot.category === 'waiting' || !isZero(lot.onHand)
}

/** Goes through every lot of a tenant that has stock and is not stopped, a page at a time. */
export async function holdAbnormal(tenantId: string): Promise<void> {
	let after: string | null = null
	do {
		const page: string | null = after
		after = await withTenantContext(tenantId, (ctx) => holdPage(ctx, page))
	} while (after !== null)
}

/** Where the next page begins; null after the last. */
async function holdPage(ctx: Context, after: string | null): Promise<string | null> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select id from lot where on_hand > 0 and category not in ('blocked', 'rejected', 'cancelled') and (?::uuid is null or id > ?::uuid)
		order by id limit ?`,
		[after, after, PAGE],
	)
	await holdAbnormalLots(
		ctx,
		rows.map((row) => row.id),
	)
	return rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null
}

/** Every night: lots that have expired or that nobody has acted on. */
export const abnormalLotSweep: Sweep = { name: 'hold-abnormal-lots', cron: '10 3 * * *', handle: holdAbnormal }
