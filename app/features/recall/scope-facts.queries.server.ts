import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** How one lot is connected with the seeds, before the rules look at it. */
export type Candidate = { lotId: string; depth: number; facts: FactTree }

/** Lots beyond the trace are looked for within so many days around the making of a seed. */
const HORIZON_DAYS = 14

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Lots that no trace leads to and that share something with a seed: an input, a supplier lot, equipment or a line within
 * two weeks. One statement.
 */
export async function relatedLots(ctx: Context, seedIds: readonly string[]): Promise<string[]> {
	if (seedIds.length === 0) return []
	const rows = await ctx.em.execute<{ id: string }[]>(
		`with seed as materialized (select id, node, item_id, supplier_id, supplier_lot_norm from lot where id = any(?::uuid[])),
		made as materialized (select e.equipment, e.order_id, e.event_time, e.site_id from seed s join trace_event_lot x on x.lot_id = s.id and x.role = 'output'
			join trace_event e on e.id = x.event_id)
		select distinct id from (
			select l.id from seed s join lot_link p on p.child_node = s.node join lot_link c on c.parent_node = p.parent_node join lot l on l.node = c.child_node
			union all
			select l.id from seed s join lot l on l.supplier_lot_norm = s.supplier_lot_norm and l.supplier_id = s.supplier_id and l.item_id = s.item_id
				where s.supplier_lot_norm is not null
			union all
			select x.lot_id from made m join trace_event e on e.equipment = m.equipment and e.site_id is not distinct from m.site_id
				and e.event_time between m.event_time - make_interval(days => ${HORIZON_DAYS}) and m.event_time + make_interval(days => ${HORIZON_DAYS})
				join trace_event_lot x on x.event_id = e.id and x.role = 'output' where m.equipment is not null
			union all
			select l.id from made m join production_order o on o.id = m.order_id join production_order q on q.line = o.line and q.site_id = o.site_id
				and q.started_at between m.event_time - make_interval(days => ${HORIZON_DAYS}) and m.event_time + make_interval(days => ${HORIZON_DAYS})
				join lot l on l.order_id = q.id
		) found where id not in (select id from seed)`,
		[list(seedIds)],
	)
	return rows.map((row) => row.id)
}

type Row = {
	id: string
	same_item: boolean
	same_input: boolean
	same_supplier_lot: boolean
	same_equipment: boolean
	same_line: boolean
	hours_apart: number | null
	link_kind: string | null
	reconstructed: boolean
	share: string | null
	consignees: number
}

/** What is asked about: lots with their distance, which of them hold material of a seed, or of a lot that is broad. */
export type Connected = {
	depths: ReadonlyMap<string, number>
	descends: ReadonlySet<string>
	viaRelated: ReadonlySet<string>
}

/**
 * The facts of the subject `recall_lot` for any number of lots: two statements. The share is of the direct inputs, by
 * quantity, that came from lots of the scope; it is not known where they are in different units.
 */
export async function loadScopeFacts(
	ctx: Context,
	seedIds: readonly string[],
	{ depths, descends, viaRelated }: Connected,
): Promise<Candidate[]> {
	const ids = [...depths.keys()]
	if (ids.length === 0) return []
	const lots = await readLotFacts(ctx, ids)
	const rows = await ctx.em.execute<Row[]>(
		`with seed as materialized (select id, node, item_id, supplier_id, supplier_lot_norm, order_id from lot where id = any(?::uuid[])),
		candidate as materialized (select id, node, item_id, supplier_id, supplier_lot_norm, order_id from lot where id = any(?::uuid[])),
		made as materialized (select x.lot_id, e.equipment, e.event_time from trace_event_lot x join trace_event e on e.id = x.event_id
			where x.role = 'output' and (x.lot_id = any(?::uuid[]) or x.lot_id in (select id from seed))),
		seed_made as materialized (select m.* from made m join seed s on s.id = m.lot_id),
		seed_input as materialized (select distinct p.parent_node from seed s join lot_link p on p.child_node = s.node),
		seed_line as materialized (select distinct o.line, o.site_id from seed s join production_order o on o.id = s.order_id),
		input as materialized (select k.child_node, min(k.kind) as kind, bool_or(k.reconstructed) as reconstructed, count(distinct k.unit) as units,
				sum(k.quantity) as total, sum(k.quantity) filter (where k.parent_node in (select node from candidate)) as traced,
				bool_or(k.parent_node in (select parent_node from seed_input)) as shared
			from lot_link k join candidate c on c.node = k.child_node group by k.child_node),
		sent as materialized (select n.lot_id, count(distinct s.party_id)::int as parties from shipment_line n join shipment s on s.id = n.shipment_id
			where s.direction = 'outbound' and s.shipped_at is not null and n.lot_id = any(?::uuid[]) group by n.lot_id)
		select c.id, c.item_id in (select item_id from seed) as same_item, coalesce(i.shared, false) as same_input,
			coalesce(exists (select 1 from seed s where s.supplier_lot_norm = c.supplier_lot_norm and s.supplier_id = c.supplier_id), false) as same_supplier_lot,
			exists (select 1 from made m join seed_made s on s.equipment = m.equipment where m.lot_id = c.id) as same_equipment,
			exists (select 1 from production_order o join seed_line l on l.line = o.line and l.site_id = o.site_id where o.id = c.order_id) as same_line,
			(select floor(min(abs(extract(epoch from m.event_time - s.event_time))) / 3600)::int from made m cross join seed_made s where m.lot_id = c.id) as hours_apart,
			i.kind as link_kind, coalesce(i.reconstructed, false) as reconstructed,
			case when i.units = 1 and i.total > 0 then round(coalesce(i.traced, 0) * 100 / i.total, 3)::text end as share, coalesce(t.parties, 0) as consignees
		from candidate c left join input i on i.child_node = c.node left join sent t on t.lot_id = c.id`,
		[list(seedIds), list(ids), list(ids), list(ids)],
	)
	const seeds = new Set(seedIds)
	return rows.map((row) => ({
		lotId: row.id,
		depth: depths.get(row.id) ?? 0,
		facts: {
			...lots.get(row.id)?.facts,
			trace: {
				seed: seeds.has(row.id),
				descends: descends.has(row.id),
				viaRelated: viaRelated.has(row.id),
				depth: depths.get(row.id) ?? 0,
				linkKind: row.link_kind ?? 'none',
				reconstructed: row.reconstructed,
				...(row.share === null ? {} : { sharePercent: row.share }),
				sameItem: row.same_item,
				sameInput: row.same_input,
				sameSupplierLot: row.same_supplier_lot,
				sameEquipment: row.same_equipment,
				sameLine: row.same_line,
				...(row.hours_apart === null ? { dated: false } : { dated: true, hoursApart: row.hours_apart }),
				consigneeCount: row.consignees,
			},
		},
	}))
}
