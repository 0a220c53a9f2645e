import type { ListPage } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import { readPage, type SortKey } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ItemUnitPeriod, ItemUnitRow } from './item-units.model.ts'

/** The conversions of an item `i` that hold on a day, which is the statement's next parameter, twice. */
export const ITEM_UNITS_ON = `(select jsonb_agg(jsonb_build_object('unit', u.unit, 'factor', trim_scale(u.factor)::text, 'baseUnit', u.base_unit) order by u.unit)
	from item_unit u where u.tenant_id = i.tenant_id and u.item_id = i.id and u.effective_from <= ?::date and (u.effective_to is null or u.effective_to >= ?::date))`

/** The day by which conversions hold, where none is asked for: the tenant's today. */
export const unitsDay = (ctx: Context): string => todayIn(ctx.tenant.timeZone, ctx.now)

/**
 * The unit of items and the conversions of their own that hold on a day, by id and by SKU as asked; items that have none
 * are left out. One statement however many.
 */
export async function unitsOfItems(
	ctx: Context,
	idsOrSkus: readonly string[],
	day: string = unitsDay(ctx),
): Promise<Map<string, { unit: string; own: ItemUnitRow[] }>> {
	if (idsOrSkus.length === 0) return new Map()
	const asked = JSON.stringify([...new Set(idsOrSkus)])
	const rows = await ctx.em.execute<{ id: string; sku: string; itemUnit: string; own: ItemUnitRow[] | null }[]>(
		`select i.id, i.sku, i.unit as "itemUnit", ${ITEM_UNITS_ON} as own from item i
		where (i.sku in (select jsonb_array_elements_text(?::jsonb)) or i.id::text in (select jsonb_array_elements_text(?::jsonb)))
			and exists (select 1 from item_unit x where x.tenant_id = i.tenant_id and x.item_id = i.id)`,
		[day, day, asked, asked],
	)
	return new Map(
		rows.flatMap(({ id, sku, itemUnit, own }) => {
			const units = { unit: itemUnit, own: own ?? [] }
			return [
				[sku, units],
				[id, units],
			] as const
		}),
	)
}

/** The conversions that hold for items today, by item id. One statement however many. */
export async function itemUnitsOf(ctx: Context, itemIds: readonly string[]): Promise<Map<string, ItemUnitRow[]>> {
	const found = await unitsOfItems(ctx, itemIds)
	return new Map(itemIds.map((id) => [id, found.get(id)?.own ?? []]))
}

const PERIODS = `select id, version, unit, trim_scale(factor)::text as factor, base_unit as "baseUnit", to_char(effective_from, 'YYYY-MM-DD') as "effectiveFrom",
	to_char(effective_to, 'YYYY-MM-DD') as "effectiveTo" from item_unit where item_id = ?`

/** All conversions that an item has, had and will have, the newest of each unit first. A page; one statement. */
export function listItemUnits(
	ctx: Context,
	itemId: string,
	from: { cursor?: string | null | undefined; size?: number } = {},
): Promise<ListPage<ItemUnitPeriod>> {
	const order: SortKey[] = [
		{ by: 'unit', as: 'text' },
		{ by: '"effectiveFrom"', as: 'text', down: true },
	]
	return readPage(ctx, { sql: PERIODS, values: [itemId], order }, from)
}

/** One conversion of an item; null where it has none of this id. */
export async function readItemUnit(ctx: Context, itemId: string, unitId: string): Promise<ItemUnitPeriod | null> {
	const [row] = await ctx.em.execute<ItemUnitPeriod[]>(`${PERIODS} and id = ?`, [itemId, unitId])
	return row ?? null
}
