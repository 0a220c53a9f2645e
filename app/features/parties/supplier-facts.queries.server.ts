import { todayIn } from '#app/core/local-date.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Qualification } from './party.model.ts'

/** One supplier for one item, with the facts that `supplier_qualification` looks at. */
export type SupplierForItem = {
	approvalId: string
	itemId: string
	sku: string
	partyId: string
	partyCode: string
	qualification: Qualification | null
	decisionId: string | null
	facts: FactTree
}

/** Which approvals to look at: one pair, those of a party, or a page of all after an id. */
export type ApprovalScope =
	| { itemId: string; partyId: string }
	| { partyId: string }
	| { after: string | null; limit: number }
	| { approvalIds: readonly string[] }

type Row = {
	id: string
	item_id: string
	sku: string
	kind: string
	item_active: boolean
	certificate_required: boolean
	shelf_life_days: number | null
	party_id: string
	party_code: string
	party_name: LocalizedText
	party_active: boolean
	country: string
	status: string
	valid_until: string | null
	qualification: Qualification | null
	qualification_decision_id: string | null
	delivered: number
	rejected: number
	open_deviations: number
	deliveries: number
	late: number
	certificates: number
	valid: number
	endless: number
	next_expiry: string | null
	audited_on: string | null
}

const list = (values: readonly string[]): string => `{${values.join(',')}}`

function scopeOf(scope: ApprovalScope): [where: string, values: unknown[]] {
	if ('itemId' in scope) return ['a.item_id = ? and a.party_id = ?', [scope.itemId, scope.partyId]]
	if ('partyId' in scope) return ['a.party_id = ?', [scope.partyId]]
	if ('approvalIds' in scope) return ['a.id = any(?::uuid[])', [list(scope.approvalIds)]]
	return scope.after ? ['a.id > ?', [scope.after]] : ['true', []]
}

/** Certificates of the supplier that hold for all it delivers or for the item; those of single lots do not count. */
const PAPERS = `select d.valid_until from document d where d.tenant_id = a.tenant_id and d.party_id = a.party_id and d.kind = any(?::text[])
	and not exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'lot')
	and (not exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'item')
		or exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'item' and k.subject_id = a.item_id))`

/** The facts of the subject `supplier` for approvals, in the order of their ids. Figures look back 90 days. One statement. */
export async function loadSupplierFacts(ctx: Context, scope: ApprovalScope): Promise<SupplierForItem[]> {
	await ctx.em.flush()
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [where, values] = scopeOf(scope)
	const rows = await ctx.em.execute<Row[]>(
		`with chosen as materialized (select * from approved_supplier a where ${where} order by a.id limit ?),
		figure as (
			select p.id, (select count(*)::int from shipment_line l join shipment s on s.id = l.shipment_id
					where s.party_id = p.id and s.direction = 'inbound' and l.status <> 'pending' and l.decided_at > ?::date - 90) as delivered,
				(select count(*)::int from shipment_line l join shipment s on s.id = l.shipment_id join lot t on t.id = l.lot_id
					where s.party_id = p.id and s.direction = 'inbound' and l.decided_at > ?::date - 90 and (l.status = 'returned' or t.status in ('rejected', 'returned'))) as rejected,
				(select count(*)::int from deviation v join lot t on t.id = v.lot_id where t.supplier_id = p.id and v.category not in ('done', 'cancelled', 'rejected')) as open_deviations,
				(select count(*)::int from shipment s where s.party_id = p.id and s.direction = 'inbound' and s.arrived_at > ?::date - 90 and s.expected_on is not null) as deliveries,
				(select count(*)::int from shipment s where s.party_id = p.id and s.direction = 'inbound' and s.arrived_at > ?::date - 90 and (s.arrived_at at time zone ?)::date > s.expected_on) as late,
				(select max(d.issued_on)::text from document d where d.party_id = p.id and d.kind = 'audit_report') as audited_on
			from party p where p.id in (select party_id from chosen))
		select a.id, a.item_id, i.sku, i.kind, i.active as item_active, i.certificate_required, i.shelf_life_days, a.party_id, p.code as party_code,
			p.name as party_name, p.active as party_active, p.country, a.status, a.valid_until::text as valid_until, a.qualification, a.qualification_decision_id,
			f.delivered, f.rejected, f.open_deviations, f.deliveries, f.late, f.audited_on, c.certificates, c.valid, c.endless, c.next_expiry
		from chosen a join item i on i.id = a.item_id join party p on p.id = a.party_id join figure f on f.id = a.party_id
		cross join lateral (select count(*)::int as certificates, (count(*) filter (where x.valid_until is null or x.valid_until >= ?::date))::int as valid,
			(count(*) filter (where x.valid_until is null))::int as endless, max(x.valid_until) filter (where x.valid_until >= ?::date)::text as next_expiry from (${PAPERS}) x) c
		order by a.id`,
		[
			...values,
			'limit' in scope ? scope.limit : 500,
			today,
			today,
			today,
			today,
			ctx.tenant.timeZone,
			today,
			today,
			list([...CERTIFICATE_KINDS, 'quality_certificate']),
		],
	)
	return rows.map((row) => ({
		approvalId: row.id,
		itemId: row.item_id,
		sku: row.sku,
		partyId: row.party_id,
		partyCode: row.party_code,
		qualification: row.qualification,
		decisionId: row.qualification_decision_id,
		facts: factsOf(ctx, row),
	}))
}

const percent = (part: number, of: number): number => Math.round((part / of) * 1000) / 10

function factsOf(ctx: Context, row: Row): FactTree {
	return {
		supplier: {
			code: row.party_code,
			name: localized(row.party_name, ctx.tenant.language),
			active: row.party_active,
			country: row.country,
			deliveredLotCount: row.delivered,
			...(row.delivered > 0 ? { rejectedLotPercent: percent(row.rejected, row.delivered) } : {}),
			openDeviationCount: row.open_deviations,
			deliveryCount: row.deliveries,
			...(row.deliveries > 0 ? { latePercent: percent(row.late, row.deliveries) } : {}),
			...(row.audited_on ? { auditedOn: row.audited_on } : { audited: false }),
		},
		supplierItem: {
			status: row.status,
			...(row.valid_until ? { validUntil: row.valid_until } : { expires: false }),
		},
		certificates: {
			count: row.certificates,
			validCount: row.valid,
			expiredCount: row.certificates - row.valid,
			...(row.endless === 0 && row.next_expiry ? { nextExpiry: row.next_expiry } : { expires: false }),
		},
		item: {
			sku: row.sku,
			kind: row.kind,
			active: row.item_active,
			certificateRequired: row.certificate_required,
			shelfLifeDays: row.shelf_life_days,
		},
	}
}
