import type { LocalizedText } from '#app/core/localized.ts'
import type { SubjectName } from '#app/core/permission.ts'
import type { ShipmentDirection } from '#app/features/shipping/shipment.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { FoundKind } from './found.ts'

/** A record found by its number or name. */
export type FoundRecord = {
	kind: Exclude<FoundKind, 'lot' | 'lookup' | 'more'>
	id: string
	code: string
	name: LocalizedText | null
	exact: boolean
}

type Part = { kind: FoundRecord['kind']; needs: SubjectName; sql: string }

/** Cases of one kind, by number. */
const caseOf = (kind: 'capa' | 'change' | 'complaint' | 'return' | 'supplier_onboarding', needs: SubjectName) => ({
	kind,
	needs,
	sql: `select '${kind}', c.id, c.number, jsonb_build_object('en', c.title, 'zh-CN', c.title), true from quality_case c, v where c.kind = '${kind}' and c.number in (v.asked, v.up) limit 3`,
})

/** Deliveries or shipments, by their own number or the partner's: a purchase order, an order of theirs, a delivery note. */
const shipmentOf = (kind: 'delivery' | 'shipment', needs: SubjectName, direction: ShipmentDirection): Part => ({
	kind,
	needs,
	sql: `select '${kind}', s.id, s.number, case when s.number not in (v.asked, v.up) then jsonb_build_object('en', s.reference, 'zh-CN', s.reference) end, true
		from shipment s, v where s.direction = '${direction}' and (s.number in (v.asked, v.up) or s.reference in (v.asked, v.up)) order by s.announced_at desc limit 6`,
})

/** Numbers are found by their very text, which an index answers; names only in tables that stay small. */
const PARTS: readonly Part[] = [
	{
		kind: 'item',
		needs: 'Item',
		sql: `select 'item' as kind, i.id, i.sku as code, i.name, (upper(i.sku) = v.up or coalesce(i.gtin = v.asked_gtin, false)) as exact
			from item i, v where i.gtin = v.asked_gtin or upper(i.sku) like v.beginning or i.name::text ilike v.anywhere order by exact desc, (upper(i.sku) like v.beginning) desc, i.sku limit 6`,
	},
	{
		kind: 'party',
		needs: 'Party',
		sql: `select 'party', p.id, p.code, p.name, upper(p.code) = v.up from party p, v
			where upper(p.code) like v.beginning or p.name::text ilike v.anywhere order by (upper(p.code) like v.beginning) desc, p.code limit 5`,
	},
	{
		kind: 'container',
		needs: 'TraceEvent',
		sql: `select 'container', c.id, c.sscc, null::jsonb, true from container c, v where c.sscc = coalesce(v.asked_sscc, v.asked) limit 1`,
	},
	shipmentOf('delivery', 'Delivery', 'inbound'),
	shipmentOf('shipment', 'Shipment', 'outbound'),
	{
		kind: 'order',
		needs: 'ProductionOrder',
		sql: `select 'order', o.id, o.number, i.name, true from production_order o join item i on i.id = o.item_id, v where o.number in (v.asked, v.up) limit 3`,
	},
	{
		kind: 'recall',
		needs: 'Recall',
		sql: `select 'recall', r.id, r.number, jsonb_build_object('en', r.title, 'zh-CN', r.title), true from recall_case r, v where r.number in (v.asked, v.up) limit 3`,
	},
	{
		kind: 'deviation',
		needs: 'Deviation',
		sql: `select 'deviation', d.id, d.number, jsonb_build_object('en', d.title, 'zh-CN', d.title), true from deviation d, v where d.number in (v.asked, v.up) limit 3`,
	},
	caseOf('capa', 'Capa'),
	caseOf('change', 'Change'),
	caseOf('complaint', 'Complaint'),
	caseOf('return', 'Return'),
	caseOf('supplier_onboarding', 'Onboarding'),
	{
		kind: 'document',
		needs: 'Document',
		sql: `select 'document', d.id, d.number, jsonb_build_object('en', d.title, 'zh-CN', d.title), true from document d, v where d.number in (v.asked, v.up) order by d.created_at desc limit 6`,
	},
	{
		kind: 'event',
		needs: 'TraceEvent',
		sql: `select 'event', e.id, e.reference, null::jsonb, true from trace_event e, v where e.reference in (v.asked, v.up) order by e.event_time desc limit 6`,
	},
]

const literal = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

/** Records other than lots that a text may mean, as far as the actor may read their kind. One statement. */
export async function findRecords(
	ctx: Context,
	text: string,
	{ gtin, sscc }: { gtin: string | null; sscc: string | null },
): Promise<FoundRecord[]> {
	const parts = PARTS.filter((part) => ctx.ability.can('read', part.needs))
	if (parts.length === 0 || text.length < 2) return []
	return ctx.em.execute<FoundRecord[]>(
		`with v as materialized (select ?::text as asked, upper(?::text) as up, upper(?::text) || '%' as beginning, '%' || ?::text || '%' as anywhere, ?::text as asked_gtin, ?::text as asked_sscc)
		${parts.map((part) => `(${part.sql})`).join(' union all ')}`,
		[text, text, literal(text), literal(text), gtin, sscc],
	)
}
