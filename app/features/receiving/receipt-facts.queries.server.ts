import type { LocalizedText } from '#app/core/localized.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Which lines to look at: all of a delivery, some, or the last line of each of some lots. */
export type ReceiptScope = { deliveryId: string } | { lineIds: readonly string[] } | { lotIds: readonly string[] }

export type ReceiptRow = {
	line_id: string | null
	lot_id: string
	shipment_id: string | null
	site_id: string | null
	quantity: string | null
	counted_quantity: string | null
	unit: string | null
	expected_sku: string | null
	expected_revision: string | null
	party_id: string | null
	party_code: string | null
	party_name: LocalizedText | null
	party_active: boolean | null
	party_country: string | null
	approval: string | null
	approval_until: string | null
	qualification: string | null
	certificate_kind: string | null
	certificate_number: string | null
	certificate_issued: string | null
	certificate_until: string | null
	certificate_names_lot: boolean | null
}

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

function targetOf(scope: ReceiptScope): [sql: string, parameter: string] {
	if ('deliveryId' in scope)
		return ['select lot_id, id as line_id from shipment_line where shipment_id = ?', scope.deliveryId]
	if ('lineIds' in scope)
		return ['select lot_id, id as line_id from shipment_line where id = any(?::uuid[])', list(scope.lineIds)]
	return [
		`select t.id as lot_id, (select n.id from shipment_line n join shipment m on m.tenant_id = n.tenant_id and m.id = n.shipment_id
			where n.tenant_id = t.tenant_id and n.lot_id = t.id and m.direction = 'inbound' order by n.created_at desc limit 1) as line_id
		from lot t where t.id = any(?::uuid[])`,
		list(scope.lotIds),
	]
}

/**
 * What a receipt is matched against beside the lot itself: the line, the supplier and its approval, the certificate.
 * The newest certificate that names the lot counts, or else the newest of the supplier for the item. One statement.
 */
export async function readReceiptRows(ctx: Context, scope: ReceiptScope): Promise<ReceiptRow[]> {
	const [target, parameter] = targetOf(scope)
	const kinds = list(CERTIFICATE_KINDS)
	return ctx.em.execute<ReceiptRow[]>(
		`with target as (${target})
		select g.line_id, g.lot_id, s.id as shipment_id, coalesce(s.site_id, t.site_id) as site_id, trim_scale(l.quantity)::text as quantity, trim_scale(l.counted_quantity)::text as counted_quantity, l.unit,
			e.sku as expected_sku, l.expected_revision, p.id as party_id, p.code as party_code, p.name as party_name, p.active as party_active,
			p.country as party_country, a.status as approval, a.valid_until::text as approval_until, a.qualification, c.kind as certificate_kind, c.number as certificate_number,
			c.issued_on::text as certificate_issued, c.valid_until::text as certificate_until, c.names_lot as certificate_names_lot
		from target g join lot t on t.id = g.lot_id
		left join shipment_line l on l.tenant_id = t.tenant_id and l.id = g.line_id
		left join shipment s on s.tenant_id = t.tenant_id and s.id = l.shipment_id
		left join item e on e.tenant_id = t.tenant_id and e.id = l.item_id
		left join party p on p.tenant_id = t.tenant_id and p.id = coalesce(s.party_id, t.supplier_id)
		left join approved_supplier a on a.tenant_id = t.tenant_id and a.item_id = t.item_id and a.party_id = p.id
		left join lateral (
			select d.kind, d.number, d.issued_on, d.valid_until, k.subject_type = 'lot' as names_lot
			from document_link k join document d on d.tenant_id = k.tenant_id and d.id = k.document_id
			where k.tenant_id = t.tenant_id and d.kind = any(?::text[])
				and (k.subject_id = t.id and k.subject_type = 'lot' or k.subject_id = t.item_id and k.subject_type = 'item' and d.party_id = p.id)
			order by k.subject_type = 'lot' desc, d.issued_on desc nulls last, d.created_at desc limit 1
		) c on true
		order by l.line_number`,
		[parameter, kinds],
	)
}

export type SupplierFigures = {
	party_id: string
	delivered: number
	rejected: number
	open_deviations: number
	expired_certificates: number
}

/** A supplier's figures of the last 90 days, for rules that look at them. One statement for any number of suppliers. */
export async function readSupplierFigures(
	ctx: Context,
	partyIds: readonly string[],
	today: string,
): Promise<SupplierFigures[]> {
	if (partyIds.length === 0) return []
	return ctx.em.execute<SupplierFigures[]>(
		`select p.id as party_id,
			(select count(*)::int from shipment_line l join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment_id
				where s.tenant_id = p.tenant_id and s.party_id = p.id and s.direction = 'inbound' and l.status <> 'pending' and l.decided_at > ?::date - 90) as delivered,
			(select count(*)::int from shipment_line l join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment_id join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id
				where s.tenant_id = p.tenant_id and s.party_id = p.id and s.direction = 'inbound' and l.decided_at > ?::date - 90
					and (l.status = 'returned' or t.status in ('rejected', 'returned'))) as rejected,
			(select count(*)::int from deviation v join lot t on t.tenant_id = v.tenant_id and t.id = v.lot_id
				where v.tenant_id = p.tenant_id and t.supplier_id = p.id and v.category not in ('done', 'cancelled', 'rejected')) as open_deviations,
			(select count(*)::int from document d where d.tenant_id = p.tenant_id and d.party_id = p.id and d.kind = any(?::text[]) and d.valid_until < ?::date) as expired_certificates
		from party p where p.id = any(?::uuid[])`,
		[today, today, list(CERTIFICATE_KINDS), today, list(partyIds)],
	)
}
