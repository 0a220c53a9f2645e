import { readCursor, writeCursor } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const iso = (value: Date | string): string => new Date(value).toISOString()

export type OrderRow = {
	id: string
	number: string
	sku: string
	itemName: LocalizedText
	revision: string
	siteName: LocalizedText
	line: string
	planned: string
	made: string
	unit: string
	/** As it was planned, where that was in another unit. */
	given: Quantity | null
	status: string
	category: StateCategory
	dueOn: string | null
	lotId: string | null
	lotCode: string | null
}

/** Production orders in states of some kind (`categories`) or of some names, newest first, one page at a time. One statement. */
export async function listOrders(
	ctx: Context,
	search: {
		statuses?: readonly string[]
		categories?: readonly StateCategory[]
		text?: string
		cursor?: string | null
		limit?: number
	},
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
	if (!ctx.ability.can('read', 'ProductionOrder')) return { rows: [], nextCursor: null }
	const limit = search.limit ?? 50
	const after = readCursor(search.cursor, 2)
	const like = search.text ? `%${search.text.replaceAll(/[%_\\]/g, '\\$&')}%` : null
	const rows = await ctx.em.execute<(OrderRow & { createdAt: Date | string })[]>(
		`select o.id, o.number, i.sku, i.name as "itemName", r.code as revision, s.name as "siteName", o.line, trim_scale(o.planned_quantity)::text as planned,
			coalesce(trim_scale(l.quantity)::text, '0') as made, o.unit, o.given, o.status, o.category, o.due_on::text as "dueOn", l.id as "lotId", l.code as "lotCode", o.created_at as "createdAt"
		from production_order o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
		join item_revision r on r.tenant_id = o.tenant_id and r.id = o.revision_id
		join site s on s.tenant_id = o.tenant_id and s.id = o.site_id
		left join lateral (select x.id, x.code, x.quantity from lot x where x.tenant_id = o.tenant_id and x.order_id = o.id and x.item_id = o.item_id order by x.created_at limit 1) l on true
		where true ${search.statuses?.length ? 'and o.status = any(?::text[])' : ''} ${search.categories?.length ? 'and o.category = any(?::text[])' : ''}
			${like ? "and (o.number ilike ? or i.sku ilike ? or i.name->>'en' ilike ? or i.name->>'zh-CN' ilike ? or o.line ilike ?)" : ''}
			${after ? 'and (o.created_at, o.id) < (?::timestamptz, ?::uuid)' : ''}
		order by o.created_at desc, o.id desc limit ?`,
		[
			...(search.statuses?.length ? [`{${search.statuses.join(',')}}`] : []),
			...(search.categories?.length ? [`{${search.categories.join(',')}}`] : []),
			...(like ? [like, like, like, like, like] : []),
			...(after ?? []),
			limit + 1,
		],
	)
	const page = rows.slice(0, limit)
	const last = page.at(-1)
	const nextCursor = rows.length > limit && last ? writeCursor([iso(last.createdAt), last.id]) : null
	return { rows: page.map(({ createdAt: _createdAt, ...row }) => row), nextCursor }
}
