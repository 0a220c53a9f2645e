import type { Context } from '#app/platform/request/context.server.ts'

export type HoldRow = {
	id: string
	number: string
	reason: string
	source: 'person' | 'rule' | 'recall'
	placedAt: string
	placedBy: string | null
	liftedAt: string | null
	liftedBy: string | null
	liftReason: string | null
}

type Row = {
	id: string
	number: string
	reason: string
	source: HoldRow['source']
	placed_at: string | Date
	placed_by: string | null
	lifted_at: string | Date | null
	lifted_by: string | null
	lift_reason: string | null
}

/** Holds of a lot, open ones first, then the newest; at most 100. */
export async function holdsOfLot(ctx: Context, lotId: string): Promise<HoldRow[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select h.id, h.number, h.reason, h.source, h.placed_at, a.name as placed_by, h.lifted_at, b.name as lifted_by, h.lift_reason
		from hold h left join account a on a.id = h.placed_by left join account b on b.id = h.lifted_by
		where h.lot_id = ? order by (h.lifted_at is null) desc, h.placed_at desc, h.id limit 100`,
		[lotId],
	)
	return rows.map((row) => ({
		id: row.id,
		number: row.number,
		reason: row.reason,
		source: row.source,
		placedAt: new Date(row.placed_at).toISOString(),
		placedBy: row.placed_by,
		liftedAt: row.lifted_at ? new Date(row.lifted_at).toISOString() : null,
		liftedBy: row.lifted_by,
		liftReason: row.lift_reason,
	}))
}

/**
 * The state from which a lot was put on hold the last time; null where nobody wrote it down, or where its production order
 * is not running any more, so that there is no making to go back to. One statement.
 */
export async function heldFrom(ctx: Context, lotId: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ state: string }[]>(
		`select h.held_from as state from hold h where h.lot_id = ? and h.held_from is not null
			and not exists (select 1 from lot l join production_order o on o.id = l.order_id where l.id = h.lot_id and o.category in ('done', 'rejected', 'cancelled'))
		order by h.placed_at desc, h.id desc limit 1`,
		[lotId],
	)
	return row?.state ?? null
}
