import type { Context } from '#app/platform/request/context.server.ts'
import type { ItemUnitRow } from './item-units.model.ts'

/** The conversions that items have of their own, by item id. One statement however many. */
export async function itemUnitsOf(ctx: Context, itemIds: readonly string[]): Promise<Map<string, ItemUnitRow[]>> {
	const found = new Map<string, ItemUnitRow[]>(itemIds.map((id) => [id, []]))
	if (itemIds.length === 0) return found
	const rows = await ctx.em.execute<(ItemUnitRow & { itemId: string })[]>(
		`select item_id as "itemId", unit, trim_scale(factor)::text as factor, base_unit as "baseUnit" from item_unit
		where item_id = any(?::uuid[]) order by item_id, unit limit 5000`,
		[`{${itemIds.join(',')}}`],
	)
	for (const { itemId, ...row } of rows) found.get(itemId)?.push(row)
	return found
}
