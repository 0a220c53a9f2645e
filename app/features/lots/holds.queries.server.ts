import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { HoldSource } from './lot.model.ts'

export type HoldRow = {
	id: string
	number: string
	/** What a rule or a deadline says, in both languages; a person's own words. */
	reason: string | LocalizedText
	source: HoldSource
	placedAt: string
	placedBy: string | null
}

type Row = {
	id: string
	number: string
	reason: string
	reason_words: LocalizedText | null
	source: HoldSource
	placed_at: string | Date
	placed_by: string | null
}

/** So many open holds stand on a lot's page; its events have them all. */
const HOLDS_SHOWN = 50

/** Open holds of a lot, the newest first: at most 50, and how many there are. One statement. */
export async function openHoldsOf(ctx: Context, lotId: string): Promise<{ rows: HoldRow[]; all: number }> {
	const rows = await ctx.em.execute<(Row & { of_all: number })[]>(
		`select (count(*) over ())::int as of_all, h.id, h.number, h.reason, h.reason_words, h.source, h.placed_at, a.name as placed_by
		from hold h left join account a on a.id = h.placed_by
		where h.lot_id = ? and h.lifted_at is null order by h.placed_at desc, h.id limit ${HOLDS_SHOWN}`,
		[lotId],
	)
	const shown = rows.map((row) => ({
		id: row.id,
		number: row.number,
		reason: row.reason_words ?? row.reason,
		source: row.source,
		placedAt: new Date(row.placed_at).toISOString(),
		placedBy: row.placed_by,
	}))
	return { rows: shown, all: rows[0]?.of_all ?? 0 }
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
