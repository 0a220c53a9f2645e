import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LinkKind } from './genealogy.model.ts'

/** A lot one step away: `parent` went into the lot, `child` was made of it. */
export type Neighbour = {
	side: 'parent' | 'child'
	id: string
	code: string
	itemName: LocalizedText
	status: string
	onHand: Quantity
	kind: LinkKind
	/** How much was passed on. */
	passed: Quantity
	eventTime: string
}

type Row = {
	side: Neighbour['side']
	id: string
	code: string
	item_name: LocalizedText
	status: string
	on_hand: string
	lot_unit: string
	kind: LinkKind
	quantity: string
	unit: string
	event_time: string | Date
}

/** How many of each side a page shows at first; the rest is in the trace. */
const SHOWN = 12

/** Lots one step back and one forward, at most 12 of each by code, and how many there are. One statement. */
export async function neighboursOf(
	ctx: Context,
	lotId: string,
): Promise<{ lots: Neighbour[]; parents: number; children: number }> {
	const rows = await ctx.em.execute<(Row & { total: number })[]>(
		`with self as (select node from lot where id = ?),
		link as (
			select 'parent' as side, k.parent_node as node, k.kind, sum(k.quantity) as quantity, k.unit, min(k.event_time) as event_time
			from self s join lot_link k on k.child_node = s.node group by 2, 3, 5
			union all
			select 'child', k.child_node, k.kind, sum(k.quantity), k.unit, min(k.event_time)
			from self s join lot_link k on k.parent_node = s.node group by 2, 3, 5
		),
		ranked as (
			select k.*, l.id, l.code, l.item_id, l.status, l.on_hand, l.unit as lot_unit,
				row_number() over (partition by k.side order by l.code_norm, l.id) as place, count(*) over (partition by k.side)::int as total
			from link k join lot l on l.node = k.node
		)
		select r.side, r.id, r.code, i.name as item_name, r.status, trim_scale(r.on_hand)::text as on_hand, r.lot_unit, r.kind,
			trim_scale(r.quantity)::text as quantity, r.unit, r.event_time, r.total
		from ranked r join item i on i.id = r.item_id where r.place <= ${SHOWN} order by r.side, r.place`,
		[lotId],
	)
	const total = (side: Neighbour['side']) => rows.find((row) => row.side === side)?.total ?? 0
	return {
		parents: total('parent'),
		children: total('child'),
		lots: rows.map((row) => ({
			side: row.side,
			id: row.id,
			code: row.code,
			itemName: row.item_name,
			status: row.status,
			onHand: { value: row.on_hand, unit: row.lot_unit },
			kind: row.kind,
			passed: { value: row.quantity, unit: row.unit },
			eventTime: new Date(row.event_time).toISOString(),
		})),
	}
}
