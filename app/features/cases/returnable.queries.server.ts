import { compare, type Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** `detail`: the lot's code; `limit`: the most that can come back, as `130 H87`. */
export type MoreThanSent = { code: 'more-than-sent'; detail: string; limit: string }

type Row = { lotId: string; code: string; limit: string; unit: string }

/**
 * Refuses the first lot of which more is to come back than can: than this partner was sent and has not returned yet, or, of
 * a lot that it has from somebody else, than is gone from our stock. Null where all of it can. One statement.
 */
export async function refuseSurplus(
	ctx: Context,
	partyId: string | null,
	goods: readonly { lotId: string; quantity: Quantity }[],
): Promise<MoreThanSent | null> {
	if (goods.length === 0) return null
	await ctx.em.flush()
	const rows = await ctx.em.execute<Row[]>(
		`select l.id as "lotId", l.code, l.unit, trim_scale(greatest(0, case when s.sent > 0 then s.sent - s.back else l.quantity - l.on_hand end))::text as limit
		from lot l cross join lateral (
			select coalesce(sum(p.quantity) filter (where e.kind = 'ship'), 0) as sent, coalesce(sum(p.quantity) filter (where e.kind = 'return' and p.role = 'output'), 0) as back
			from trace_event_lot p join trace_event e on e.tenant_id = p.tenant_id and e.id = p.event_id left join shipment h on h.tenant_id = e.tenant_id and h.id = e.shipment_id
			where p.tenant_id = l.tenant_id and p.lot_id = l.id and e.kind in ('ship', 'return') and coalesce(h.party_id, e.party_id) = ?::uuid
				and not exists (select 1 from trace_event c where c.tenant_id = e.tenant_id and c.corrects_id = e.id)
		) s where l.id = any(?::uuid[])`,
		[partyId, `{${goods.map(({ lotId }) => lotId).join(',')}}`],
	)
	const limits = new Map(rows.map((row) => [row.lotId, row]))
	for (const { lotId, quantity } of goods) {
		const most = limits.get(lotId)
		const order = most && compare(quantity, { value: most.limit, unit: most.unit })
		if (most && order?.ok && order.value > 0)
			return { code: 'more-than-sent', detail: most.code, limit: `${most.limit} ${most.unit}` }
	}
	return null
}
