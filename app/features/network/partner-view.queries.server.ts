import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { type ListedAttribute, readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What a partner's people see: to be read in their own view (`withPartnerView`). */
export type PartnerView = {
	lots: {
		code: string
		item: LocalizedText
		status: string
		/** All of its own lot for a supplier; for a customer what was shipped to it, null where nothing was yet. */
		quantity: string | null
		unit: string
		expiresOn: string | null
		/** Of a supplier's own lot those of the dictionary that partners may see; a customer's records hold none. */
		attributes: AttributeValues
	}[]
	/** What the attributes of lots mean. */
	attributes: ListedAttribute[]
	lotCount: number
	shipmentCount: number
	documentCount: number
	shipments: { number: string; direction: string; status: string; at: string | null }[]
	documents: { title: string; kind: string; number: string | null; validUntil: string | null }[]
}

/** The newest 50 of each kind and how many of it there are; row-level security narrows each to that partner. Five statements at most. */
export async function readPartnerView(ctx: Context): Promise<PartnerView> {
	const partyId = partyOf(ctx.actor)
	const may = (subject: 'Lot' | 'Shipment' | 'Delivery' | 'Document') => ctx.ability.can('read', subject)
	const lots = may('Lot')
		? await ctx.em.execute<PartnerView['lots']>(
				`select l.code, i.name as item, l.status, trim_scale(case when l.supplier_id = ? then l.quantity else (
						select sum(n.quantity) from shipment_line n join shipment s on s.id = n.shipment_id
						where n.lot_id = l.id and n.unit = l.unit and s.party_id = ? and s.direction = 'outbound' and n.status = 'shipped') end)::text as quantity, l.unit, l.expires_on::text as "expiresOn",
					case when l.supplier_id = ? then l.attributes else '{}'::jsonb end as attributes
				from lot l join item i on i.id = l.item_id order by l.updated_at desc, l.id desc limit 50`,
				[partyId, partyId, partyId],
			)
		: []
	const attributes = lots.some((lot) => Object.keys(lot.attributes).length > 0)
		? await readListAttributes(ctx, 'lot')
		: []
	const [count] = may('Lot') ? await ctx.em.execute<{ n: number }[]>('select count(*)::int as n from lot') : []
	const shipments =
		may('Shipment') || may('Delivery')
			? await ctx.em.execute<(PartnerView['shipments'][number] & { at: Date | null; all: number })[]>(
					// Of what goes to a customer its pages show what was sent, not what is planned or was called off.
					`select (count(*) over ())::int as "all", number, direction, status, coalesce(shipped_at, announced_at) as at from shipment
					where direction = 'inbound' or status = 'shipped' order by announced_at desc, id desc limit 50`,
				)
			: []
	const documents = may('Document')
		? await ctx.em.execute<(PartnerView['documents'][number] & { all: number })[]>(
				`select (count(*) over ())::int as "all", title, kind, number, valid_until::text as "validUntil" from document order by created_at desc, id desc limit 50`,
			)
		: []
	const seen = new Set(attributes.map(({ key }) => key))
	return {
		lots: lots.map((lot) => ({
			...lot,
			attributes: Object.fromEntries(Object.entries(lot.attributes).filter(([key]) => seen.has(key))),
		})),
		attributes,
		lotCount: count?.n ?? 0,
		shipmentCount: shipments[0]?.all ?? 0,
		documentCount: documents[0]?.all ?? 0,
		shipments: shipments.map(({ all: _, ...row }) => ({ ...row, at: row.at ? new Date(row.at).toISOString() : null })),
		documents: documents.map(({ all: _, ...row }) => row),
	}
}
