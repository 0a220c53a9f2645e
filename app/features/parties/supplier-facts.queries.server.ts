import { todayIn } from '#app/core/local-date.ts'
import { ITEM_FACTS, type ItemFactRow, itemFactsOf } from '#app/features/catalog/item-facts.queries.server.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Qualification } from './party.model.ts'
import { readSupplierFacts } from './party-facts.queries.server.ts'

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
	| { itemId: string }
	| { after: string | null; limit: number }
	| { approvalIds: readonly string[] }

type Row = ItemFactRow & {
	id: string
	item_id: string
	party_id: string
	party_code: string
	status: string
	valid_until: string | null
	qualification: Qualification | null
	qualification_decision_id: string | null
	certificates: number
	valid: number
	endless: number
	next_expiry: string | null
}

const list = (values: readonly string[]): string => `{${values.join(',')}}`

function scopeOf(scope: ApprovalScope): [where: string, values: unknown[]] {
	if ('itemId' in scope && 'partyId' in scope)
		return ['a.item_id = ? and a.party_id = ?', [scope.itemId, scope.partyId]]
	if ('itemId' in scope) return ['a.item_id = ?', [scope.itemId]]
	if ('partyId' in scope) return ['a.party_id = ?', [scope.partyId]]
	if ('approvalIds' in scope) return ['a.id = any(?::uuid[])', [list(scope.approvalIds)]]
	return scope.after ? ['a.id > ?', [scope.after]] : ['true', []]
}

/** Certificates of the supplier that hold for all it delivers or for the item; those of single lots do not count. */
const PAPERS = `select d.valid_until from document d where d.tenant_id = a.tenant_id and d.party_id = a.party_id and d.kind = any(?::text[])
	and not exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'lot')
	and (not exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'item')
		or exists (select 1 from document_link k where k.document_id = d.id and k.subject_type = 'item' and k.subject_id = a.item_id))`

/**
 * The facts of the subject `supplier` for approvals, in the order of their ids; of a page, so many, otherwise at most 500. A
 * fixed number of statements, whatever the number of approvals.
 */
export async function loadSupplierFacts(ctx: Context, scope: ApprovalScope): Promise<SupplierForItem[]> {
	await ctx.em.flush()
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [where, values] = scopeOf(scope)
	const rows = await ctx.em.execute<Row[]>(
		`with chosen as materialized (select * from approved_supplier a where ${where} order by a.id limit ?)
		select a.id, a.item_id, a.party_id, p.code as party_code, a.status, a.valid_until::text as valid_until, a.qualification, a.qualification_decision_id,
			c.certificates, c.valid, c.endless, c.next_expiry, ${ITEM_FACTS}
		from chosen a join item i on i.id = a.item_id join party p on p.id = a.party_id
		cross join lateral (select count(*)::int as certificates, (count(*) filter (where x.valid_until is null or x.valid_until >= ?::date))::int as valid,
			(count(*) filter (where x.valid_until is null))::int as endless, max(x.valid_until) filter (where x.valid_until >= ?::date)::text as next_expiry from (${PAPERS}) x) c
		order by a.id`,
		[
			...values,
			'limit' in scope ? scope.limit : 500,
			today,
			today,
			list([...CERTIFICATE_KINDS, 'quality_certificate']),
		],
	)
	const suppliers = await readSupplierFacts(
		ctx,
		rows.map((row) => row.party_id),
	)
	const attributes = await everyAttributeOf(ctx, 'item')
	return rows.map((row) => ({
		approvalId: row.id,
		itemId: row.item_id,
		sku: row.sku,
		partyId: row.party_id,
		partyCode: row.party_code,
		qualification: row.qualification,
		decisionId: row.qualification_decision_id,
		facts: {
			supplier: suppliers.get(row.party_id) ?? {},
			...approvalFacts(row),
			item: itemFactsOf(row, attributes),
		},
	}))
}

const approvalFacts = (row: Row): FactTree => ({
	supplierItem: {
		status: row.status,
		qualification: row.qualification ?? 'none',
		...(row.valid_until ? { validUntil: row.valid_until } : { expires: false }),
	},
	certificates: {
		count: row.certificates,
		validCount: row.valid,
		expiredCount: row.certificates - row.valid,
		...(row.endless === 0 && row.next_expiry ? { nextExpiry: row.next_expiry } : { expires: false }),
	},
})
