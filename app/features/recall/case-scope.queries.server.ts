import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotScope } from './recall.model.ts'

/** One lot of a frozen scope, with how it stands now. */
export type CaseLot = {
	id: string
	code: string
	sku: string
	item: LocalizedText
	depth: number
	scope: LotScope
	decisionId: string | null
	stateBefore: string
	status: string
	category: string
	onHandThen: string
	onHandNow: string
	shipped: string
	unit: string
}

type LotRow = {
	id: string
	code: string
	sku: string
	name: LocalizedText
	depth: number
	scope: LotScope
	decision_id: string | null
	state_before: string
	status: string
	category: string
	then: string
	now: string
	shipped: string
	unit: string
}

/** The frozen scope, nearest to the seeds first, at most `limit` lots. One statement. */
export async function readScope(ctx: Context, recallId: string, limit: number): Promise<CaseLot[]> {
	const rows = await ctx.em.execute<LotRow[]>(
		`select l.id, l.code, i.sku, i.name, x.depth, x.scope, x.decision_id, x.state_before, l.status, l.category, trim_scale(x.on_hand)::text as "then",
			trim_scale(l.on_hand)::text as now, trim_scale(x.shipped)::text as shipped, x.unit
		from recall_lot x join lot l on l.id = x.lot_id join item i on i.id = l.item_id
		where x.recall_id = ? order by x.depth, l.code_norm, l.id limit ?`,
		[recallId, limit],
	)
	return rows.map((row) => ({
		id: row.id,
		code: row.code,
		sku: row.sku,
		item: row.name,
		depth: row.depth,
		scope: row.scope,
		decisionId: row.decision_id,
		stateBefore: row.state_before,
		status: row.status,
		category: row.category,
		onHandThen: row.then,
		onHandNow: row.now,
		shipped: row.shipped,
		unit: row.unit,
	}))
}

/** Totals of a frozen scope, by unit. */
export type ScopeTotal = {
	unit: string
	lots: number
	stocked: number
	onHand: string
	frozen: string
	shipped: string
	/** Left, and on nobody's notice. */
	unaddressed: string
}

/** What the scope amounts to, the unit with most shipped lots first. One statement. */
export async function scopeTotals(ctx: Context, recallId: string): Promise<ScopeTotal[]> {
	return ctx.em.execute<ScopeTotal[]>(
		`select x.unit, count(*)::int as lots, (count(*) filter (where x.on_hand > 0))::int as stocked,
			trim_scale(sum(x.on_hand))::text as "onHand",
			trim_scale(coalesce(sum(x.on_hand) filter (where l.category in ('blocked', 'rejected', 'cancelled')), 0))::text as frozen,
			trim_scale(sum(x.shipped))::text as shipped, trim_scale(sum(greatest(x.shipped - coalesce(n.shipped, 0), 0)))::text as unaddressed
		from recall_lot x join lot l on l.id = x.lot_id
		left join lateral (select sum(y.shipped) as shipped from recall_notice_lot y join recall_notice m on m.id = y.notice_id
			where m.recall_id = x.recall_id and y.lot_id = x.lot_id) n on true
		where x.recall_id = ? group by x.unit order by (count(*) filter (where x.shipped > 0)) desc, count(*) desc`,
		[recallId],
	)
}
