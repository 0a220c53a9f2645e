import type { Context } from '#app/platform/request/context.server.ts'
import type { StoredDecision } from './decide-by-rules.server.ts'
import { DecisionRecord } from './decision.entity.server.ts'
import type { Decision } from './decision.model.ts'
import { shownDecision, shownDecisions } from './shown-decision.server.ts'

const toDecision = (row: DecisionRecord): StoredDecision => ({
	...(row.detail as unknown as Decision),
	facts: row.facts as Decision['facts'],
	id: row.id,
})

/** A stored decision with the version, facts and explanation of its day, as far as the actor may see them; null when there is none. */
export async function readDecision(ctx: Context, id: string): Promise<StoredDecision | null> {
	const row = await ctx.em.findOne(DecisionRecord, { id })
	return row ? shownDecision(ctx, toDecision(row)) : null
}

/** Decisions on a lot, newest first, at most `limit`; measured values that gave no reason to look are left out. */
export async function decisionsOfLot(ctx: Context, lotId: string, limit = 50): Promise<StoredDecision[]> {
	const rows = await ctx.em.find(
		DecisionRecord,
		{ lotId, $not: { ruleSet: 'threshold_watch', outcome: 'pass' } },
		{ orderBy: { decidedAt: 'desc', id: 'desc' }, limit },
	)
	return shownDecisions(ctx, rows.map(toDecision))
}

/** Who or what decided, and on which lot; null when there is no such decision. */
export async function decisionContext(
	ctx: Context,
	id: string,
): Promise<{ decidedBy: string; lot: { id: string; code: string } | null } | null> {
	const [row] = await ctx.em.execute<{ lot_id: string | null; code: string | null; decided_by: string }[]>(
		'select d.lot_id, l.code, d.decided_by from decision d left join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id where d.id = ?',
		[id],
	)
	if (!row) return null
	return { decidedBy: row.decided_by, lot: row.lot_id && row.code ? { id: row.lot_id, code: row.code } : null }
}
