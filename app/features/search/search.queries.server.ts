import type { LocalizedText } from '#app/core/localized.ts'
import type { SubjectName } from '#app/core/permission.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { FoundKind } from './found.ts'

/** A record found by its number or name. */
export type FoundRecord = {
	kind: Exclude<FoundKind, 'lot' | 'lookup'>
	id: string
	code: string
	name: LocalizedText | null
	exact: boolean
}

type Part = { kind: FoundRecord['kind']; needs: SubjectName; sql: string }

/** Numbers are found by their very text, which their unique index answers; names only in tables that stay small. */
const PARTS: readonly Part[] = [
	{
		kind: 'item',
		needs: 'Item',
		sql: `select 'item' as kind, id, sku as code, name, (upper(sku) = v.up or gtin = v.gtin) as exact from item, v
			where gtin = v.gtin or upper(sku) like v.prefix or name::text ilike v.anywhere order by exact desc, sku limit 6`,
	},
	{
		kind: 'party',
		needs: 'Party',
		sql: `select 'party', id, code, name, upper(code) = v.up from party, v where upper(code) like v.prefix or name::text ilike v.anywhere order by code limit 5`,
	},
	{
		kind: 'delivery',
		needs: 'Delivery',
		sql: `select 'delivery', id, number, null::jsonb, true from shipment, v where direction = 'inbound' and number in (v.text, v.up) limit 3`,
	},
	{
		kind: 'shipment',
		needs: 'Shipment',
		sql: `select 'shipment', id, number, null::jsonb, true from shipment, v where direction = 'outbound' and number in (v.text, v.up) limit 3`,
	},
	{
		kind: 'order',
		needs: 'ProductionOrder',
		sql: `select 'order', o.id, o.number, i.name, true from production_order o join item i on i.id = o.item_id, v where o.number in (v.text, v.up) limit 3`,
	},
	{
		kind: 'recall',
		needs: 'Recall',
		sql: `select 'recall', id, number, jsonb_build_object('en', title, 'zh-CN', title), true from recall_case, v where number in (v.text, v.up) limit 3`,
	},
	{
		kind: 'deviation',
		needs: 'Deviation',
		sql: `select 'deviation', id, number, jsonb_build_object('en', title, 'zh-CN', title), true from deviation, v where number in (v.text, v.up) limit 3`,
	},
]

const literal = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

/** Records other than lots that a text may mean, as far as the actor may read their kind. One statement. */
export async function findRecords(ctx: Context, text: string, gtin: string | null): Promise<FoundRecord[]> {
	const parts = PARTS.filter((part) => ctx.ability.can('read', part.needs))
	if (parts.length === 0 || text.length < 2) return []
	return ctx.em.execute<FoundRecord[]>(
		`with v as materialized (select ?::text as text, upper(?::text) as up, upper(?::text) || '%' as prefix, '%' || ?::text || '%' as anywhere, ?::text as gtin)
		${parts.map((part) => `(${part.sql})`).join(' union all ')}`,
		[text, text, literal(text), literal(text), gtin],
	)
}
