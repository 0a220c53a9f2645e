import type { LocalizedText } from '#app/core/localized.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type CustomerNotice = {
	id: string
	number: string
	title: string
	status: string
	sentAt: string | null
	lots: number
	answered: number
}
export type CustomerShipment = {
	id: string
	number: string
	shippedAt: string
	lots: number
	recalled: number
	itemName: LocalizedText | null
	certificates: number
	status: string
}
export type CustomerDocument = {
	id: string
	title: string
	kind: string
	number: string | null
	issuedOn: string | null
	lotCode: string | null
}

/** What a customer's first page shows: recall notices not fully answered first, the newest shipments that were sent, and certificates. Three statements. */
export async function readCustomerHome(ctx: Context): Promise<{
	notices: CustomerNotice[]
	shipments: CustomerShipment[]
	documents: CustomerDocument[]
	shipmentsInAll: number
}> {
	const party = partyOf(ctx.actor)
	const notices = await ctx.em.execute<CustomerNotice[]>(
		`select n.id, r.number, r.title, n.status, n.sent_at as "sentAt",
			(select count(*)::int from recall_notice_lot l where l.notice_id = n.id) as lots,
			(select count(*)::int from recall_notice_lot l where l.notice_id = n.id and l.answer is not null) as answered
		from recall_notice n join recall_case r on r.id = n.recall_id
		where n.party_id = ? order by n.status = 'answered', n.sent_at desc nulls last, n.id limit 5`,
		[party],
	)
	const shipments = await ctx.em.execute<(CustomerShipment & { in_all: number })[]>(
		`select s.id, s.number, s.shipped_at as "shippedAt", s.status, count(l.id)::int as lots, count(l.id) filter (where l.status in ('recalled', 'recall_closed'))::int as recalled,
			(array_agg(i.name order by n.line_number))[1] as "itemName",
			(select count(distinct k.document_id)::int from shipment_line m join document_link k on k.subject_type = 'lot' and k.subject_id = m.lot_id join document d on d.id = k.document_id where m.shipment_id = s.id) as certificates,
			count(*) over ()::int as in_all
		from shipment s left join shipment_line n on n.shipment_id = s.id left join lot l on l.id = n.lot_id left join item i on i.id = l.item_id
		where s.party_id = ? and s.direction = 'outbound' and s.shipped_at is not null group by s.id order by s.shipped_at desc, s.id desc limit 6`,
		[party],
	)
	const documents = await ctx.em.execute<CustomerDocument[]>(
		`select d.id, d.title, d.kind, d.number, to_char(d.issued_on, 'YYYY-MM-DD') as "issuedOn",
			(select min(l.code) from document_link k join lot l on l.id = k.subject_id where k.document_id = d.id and k.subject_type = 'lot') as "lotCode"
		from document d order by d.issued_on desc nulls last, d.id desc limit 5`,
	)
	return {
		notices: notices.map((notice) => ({
			...notice,
			sentAt: notice.sentAt ? new Date(notice.sentAt).toISOString() : null,
		})),
		shipments: shipments.map(({ in_all: _all, ...shipment }) => ({
			...shipment,
			shippedAt: new Date(shipment.shippedAt).toISOString(),
		})),
		shipmentsInAll: shipments[0]?.in_all ?? 0,
		documents,
	}
}
