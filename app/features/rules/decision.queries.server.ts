import type { Context } from '#app/platform/request/context.server.ts'
import type { StoredDecision } from './decide-by-rules.server.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'

const toDecision = (row: DecisionRecord): StoredDecision => ({
	...(row.detail as unknown as Decision),
	facts: row.facts as Decision['facts'],
	id: row.id,
})

/** A stored decision with the version, facts and explanation of its day; null when there is none. */
export async function readDecision(ctx: Context, id: string): Promise<StoredDecision | null> {
	const row = await ctx.em.findOne(DecisionRecord, { id })
	return row ? toDecision(row) : null
}

/** Decisions on a lot, newest first, at most `limit`. */
export async function decisionsOfLot(ctx: Context, lotId: string, limit = 50): Promise<StoredDecision[]> {
	const rows = await ctx.em.find(DecisionRecord, { lotId }, { orderBy: { decidedAt: 'desc', id: 'desc' }, limit })
	return rows.map(toDecision)
}
