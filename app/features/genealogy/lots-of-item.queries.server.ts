import type { Context } from '#app/platform/request/context.server.ts'
import type { NumberedLot } from './lots-of-number.queries.server.ts'

/** The lots of an item that changed last, the first `limit`, and how many it has. Nothing where the actor may read no lots. */
export async function lotsOfItem(
	ctx: Context,
	itemId: string,
	limit: number,
): Promise<{ lots: NumberedLot[]; all: number }> {
	if (!ctx.ability.can('read', 'Lot')) return { lots: [], all: 0 }
	const lots = await ctx.em.execute<NumberedLot[]>(
		`select l.id, l.code, i.name, l.status from lot l join item i on i.id = l.item_id
		where l.item_id = ? order by l.updated_at desc, l.id desc limit ?`,
		[itemId, limit],
	)
	const [count] = await ctx.em.execute<{ all: number }[]>('select count(*)::int as "all" from lot where item_id = ?', [
		itemId,
	])
	return { lots, all: count?.all ?? 0 }
}
