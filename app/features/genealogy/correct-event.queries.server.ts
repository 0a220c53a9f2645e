import type { Context } from '#app/platform/request/context.server.ts'
import type { EventKind, EventLotRole } from './genealogy.model.ts'

/** An event that somebody wants to take back, with its parts in each lot's own unit. */
export type WrongEvent = {
	id: string
	kind: EventKind
	reconstructed: boolean
	siteId: string | null
	orderId: string | null
	shipmentId: string | null
	partyId: string | null
	containerId: string | null
	/** Containers that it packed into another, or took out. */
	innerIds: string[]
	reference: string | null
	corrected: boolean
	parts: { lotId: string; role: EventLotRole; quantity: string; unit: string }[]
}

/** Reads an event that is to be corrected; null when there is none. One statement. */
export async function readWrongEvent(ctx: Context, id: string): Promise<WrongEvent | null> {
	const [row] = await ctx.em.execute<WrongEvent[]>(
		`select e.id, e.kind, e.reconstructed, e.site_id as "siteId", e.order_id as "orderId", e.shipment_id as "shipmentId", e.party_id as "partyId",
			e.container_id as "containerId", e.reference,
			array(select k.container_id::text from trace_event_container k where k.event_id = e.id order by 1) as "innerIds", exists (select 1 from trace_event c where c.corrects_id = e.id and c.kind = 'correct') as corrected,
			(select coalesce(json_agg(json_build_object('lotId', p.lot_id, 'role', p.role, 'quantity', trim_scale(p.quantity)::text, 'unit', p.unit) order by p.lot_id), '[]')
				from trace_event_lot p where p.event_id = e.id) as parts
		from trace_event e where e.id = ?`,
		[id],
	)
	return row ?? null
}

/**
 * Takes the links of an event out of the genealogy and keeps them among those that were wrong, so that no walk needs to
 * know of corrections. Answers how many.
 */
export async function voidLinks(
	ctx: Context,
	links: { eventId: string; correctionId: string; nodes: readonly number[] },
): Promise<number> {
	if (links.nodes.length === 0) return 0
	const nodes = `{${links.nodes.join(',')}}`
	const kept = await ctx.em.execute<{ event_id: string }[]>(
		`insert into lot_link_void (tenant_id, parent_node, child_node, kind, event_id, quantity, unit, event_time, correction_id)
		select tenant_id, parent_node, child_node, kind, event_id, quantity, unit, event_time, ? from lot_link
		where (parent_node = any(?::bigint[]) or child_node = any(?::bigint[])) and event_id = ? returning event_id`,
		[links.correctionId, nodes, nodes, links.eventId],
	)
	await ctx.em.execute(
		'delete from lot_link where (parent_node = any(?::bigint[]) or child_node = any(?::bigint[])) and event_id = ?',
		[nodes, nodes, links.eventId],
	)
	return kept.length
}
