import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readSscc } from './containers.queries.server.ts'

/** A lot to start a trace from. */
export type NumberedLot = { id: string; code: string; name: LocalizedText; status: string }

/**
 * Lots that an order made, a delivery brought, a shipment took, a document certifies, an event names or a container holds, however deep, by
 * that record's number, the partner's number on it (purchase order) or SSCC, by code; where no record has the number,
 * lots of the events that name it as their document;
 * the first `limit` and how many there are. One statement; numbers are found by their indexes.
 */
export async function lotsOfNumber(
	ctx: Context,
	text: string,
	limit: number,
): Promise<{ lots: NumberedLot[]; all: number }> {
	const asked = text.trim()
	if (asked.length < 2 || !ctx.ability.can('read', 'TraceEvent')) return { lots: [], all: 0 }
	const numbers = [asked, asked.toUpperCase()]
	const rows = await ctx.em.execute<(NumberedLot & { all: number })[]>(
		`with recursive inside as (
			select c.id from container c where c.sscc = ?
			union select c.id from container c join inside x on c.parent_id = x.id
		), hit as (
			select l.id from production_order o join lot l on l.order_id = o.id where o.number in (?, ?)
			union select n.lot_id from inside x join container_content n on n.container_id = x.id
			union select n.lot_id from shipment s join shipment_line n on n.shipment_id = s.id where s.number in (?, ?) or s.reference in (?, ?)
			${ctx.ability.can('read', 'Document') ? "union select k.subject_id from document d join document_link k on k.document_id = d.id and k.subject_type = 'lot' where d.number in (?, ?)" : ''}
		), named as (
			select id from hit union select p.lot_id from trace_event e join trace_event_lot p on p.event_id = e.id where e.reference in (?, ?) and not exists (select 1 from hit)
		)
		select l.id, l.code, i.name, l.status, count(*) over ()::int as all from named h join lot l on l.id = h.id join item i on i.id = l.item_id
		order by l.code_norm, l.id limit ?`,
		[
			readSscc(asked) ?? '',
			...numbers,
			...numbers,
			...numbers,
			...(ctx.ability.can('read', 'Document') ? numbers : []),
			...numbers,
			limit,
		],
	)
	return { lots: rows.map(({ all, ...lot }) => lot), all: rows[0]?.all ?? 0 }
}
