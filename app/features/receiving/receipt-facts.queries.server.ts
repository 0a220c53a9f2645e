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
			e.sku as expected_sku, l.expected_revision, p.id as party_id,
			a.status as approval, a.valid_until::text as approval_until, a.qualification, c.kind as certificate_kind, c.number as certificate_number,
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
