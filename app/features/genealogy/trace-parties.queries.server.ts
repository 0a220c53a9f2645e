import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { convertForItem, type ItemUnitRow } from '#app/features/catalog/item-units.model.ts'
import { itemUnitsOf } from '#app/features/catalog/item-units.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DirectUse, sumByUnit } from './trace-view.model.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** What is left of some lots at one site: a sum for each unit, the one with most of the items first. */
export type SiteStock = { site: { id: string; name: LocalizedText } | null; lots: number; onHand: Quantity[] }

type StockRow = {
	id: string | null
	name: LocalizedText | null
	itemId: string
	itemUnit: string
	lots: number
	value: string
	unit: string
}

/**
 * Where what is left of these lots is: one line a site, the fullest first. Each lot counts in its item's unit where it
 * converts to it (Rec 20, or the item's own conversions of today), else in its own. Two statements at most.
 */
export async function stockBySite(ctx: Context, lotIds: readonly string[]): Promise<SiteStock[]> {
	if (lotIds.length === 0 || !ctx.ability.can('read', 'TraceEvent')) return []
	const rows = await ctx.em.execute<StockRow[]>(
		`select s.id, s.name, l.item_id as "itemId", i.unit as "itemUnit", count(*)::int as lots, trim_scale(sum(l.on_hand))::text as value, l.unit
		from lot l join item i on i.id = l.item_id left join site s on s.id = l.site_id where l.id = any(?::uuid[]) and l.on_hand > 0
		group by s.id, s.name, l.item_id, i.unit, l.unit order by s.id, l.item_id, l.unit`,
		[list(lotIds)],
	)
	const other = rows.filter((row) => row.unit !== row.itemUnit).map((row) => row.itemId)
	const units = other.length > 0 ? await itemUnitsOf(ctx, [...new Set(other)]) : new Map<string, ItemUnitRow[]>()
	const inItemUnit = ({ itemId, itemUnit, value, unit }: StockRow): Quantity => {
		const converted = convertForItem({ value, unit }, itemUnit, units.get(itemId) ?? [])
		return converted.ok ? converted.value : { value, unit }
	}
	return [...Map.groupBy(rows, (row) => row.id ?? '').values()]
		.map((own) => ({
			site: own[0]?.id && own[0].name ? { id: own[0].id, name: own[0].name } : null,
			lots: own.reduce((sum, row) => sum + row.lots, 0),
			onHand: sumByUnit(own.map(inItemUnit)),
		}))
		.sort((a, b) => b.lots - a.lots)
}

export type OriginCertificate = {
	id: string
	title: string
	number: string | null
	/** `YYYY-MM-DD`; null where it does not end. */
	validUntil: string | null
}

/** A lot that came from a supplier: the supplier's own code, when it was received, its papers. */
export type Origin = {
	lot: { id: string; code: string }
	supplierLot: string | null
	receivedAt: string | null
	/** The first of its papers, those that end soonest first, and how many there are. */
	certificates: OriginCertificate[]
	papers: number
}

/** Papers of a lot that a row shows at most. */
const PAPERS = 10

/** What came with these lots, by lot id; the first `PAPERS` papers of each, and how many there are. One statement. */
export async function originsOf(ctx: Context, lotIds: readonly string[]): Promise<Map<string, Origin>> {
	if (lotIds.length === 0 || !ctx.ability.can('read', 'TraceEvent')) return new Map()
	const documents = ctx.ability.can('read', 'Document')
	const rows = await ctx.em.execute<
		{
			id: string
			code: string
			supplier_lot: string | null
			received_at: string | Date | null
			certificates: OriginCertificate[] | null
			papers: number
		}[]
	>(
		`select l.id, l.code, l.supplier_lot, r.received_at, ${documents ? 'c.certificates, coalesce(c.papers, 0) as papers' : 'null as certificates, 0 as papers'}
		from lot l
		left join lateral (select min(e.event_time) as received_at from trace_event_lot x join trace_event e on e.id = x.event_id
			where x.lot_id = l.id and e.kind = 'receive') r on true
		${
			documents
				? `left join lateral (select json_agg(jsonb_build_object('id', d.id, 'title', d.title, 'number', d.number, 'validUntil', d."validUntil")) as certificates, max(d.papers) as papers from (
			select (count(*) over ())::int as papers, d.id, d.title, d.number, d.valid_until::text as "validUntil" from document_link k join document d on d.id = k.document_id
			where k.subject_type = 'lot' and k.subject_id = l.id order by d.valid_until nulls last, d.id limit ${PAPERS}) d) c on true`
				: ''
		}
		where l.id = any(?::uuid[])`,
		[list(lotIds)],
	)
	return new Map(
		rows.map((row) => [
			row.id,
			{
				lot: { id: row.id, code: row.code },
				supplierLot: row.supplier_lot,
				receivedAt: row.received_at ? new Date(row.received_at).toISOString() : null,
				certificates: row.certificates ?? [],
				papers: row.papers,
			},
		]),
	)
}

/** What a lot went into directly, when and on what equipment. One statement. */
export async function usesOf(ctx: Context, lotId: string): Promise<DirectUse[]> {
	if (!ctx.ability.can('read', 'TraceEvent')) return []
	const rows = await ctx.em.execute<{ child: string; at: string | Date; equipment: string | null }[]>(
		`select c.id as child, k.event_time as at, e.equipment
		from lot p join lot_link k on k.parent_node = p.node join lot c on c.node = k.child_node left join trace_event e on e.id = k.event_id
		where p.id = ?`,
		[lotId],
	)
	return rows.map((row) => ({
		child: row.child,
		eventTime: new Date(row.at).toISOString(),
		equipment: row.equipment,
	}))
}
