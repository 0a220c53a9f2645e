import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DirectUse } from './trace-view.model.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** What is left of some lots at one site, in one unit. */
export type SiteStock = { site: { id: string; name: LocalizedText } | null; lots: number; onHand: Quantity }

/** Where what is left of these lots is: by site and unit, the fullest first. One statement. */
export async function stockBySite(ctx: Context, lotIds: readonly string[]): Promise<SiteStock[]> {
	if (lotIds.length === 0 || !ctx.ability.can('read', 'TraceEvent')) return []
	const rows = await ctx.em.execute<
		{ id: string | null; name: LocalizedText | null; lots: number; on_hand: string; unit: string }[]
	>(
		`select s.id, s.name, count(*)::int as lots, trim_scale(sum(l.on_hand))::text as on_hand, l.unit
		from lot l left join site s on s.id = l.site_id where l.id = any(?::uuid[]) and l.on_hand > 0
		group by s.id, s.name, l.unit order by count(*) desc, s.id, l.unit`,
		[list(lotIds)],
	)
	return rows.map((row) => ({
		site: row.id && row.name ? { id: row.id, name: row.name } : null,
		lots: row.lots,
		onHand: { value: row.on_hand, unit: row.unit },
	}))
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
	certificates: OriginCertificate[]
}

/** What came with these lots, by lot id; at most 10 papers of each. One statement. */
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
		}[]
	>(
		`select l.id, l.code, l.supplier_lot, r.received_at, ${documents ? 'c.certificates' : 'null as certificates'}
		from lot l
		left join lateral (select min(e.event_time) as received_at from trace_event_lot x join trace_event e on e.id = x.event_id
			where x.lot_id = l.id and e.kind = 'receive') r on true
		${
			documents
				? `left join lateral (select json_agg(d) as certificates from (
			select d.id, d.title, d.number, d.valid_until::text as "validUntil" from document_link k join document d on d.id = k.document_id
			where k.subject_type = 'lot' and k.subject_id = l.id order by d.valid_until nulls last, d.id limit 10) d) c on true`
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
