import type { Context } from '#app/platform/request/context.server.ts'

export type OrderTargetIds = {
	itemId: string | null
	unit: string | null
	revisionId: string | null
	siteId: string | null
}

/** Item by id or number, revision by id or code, site by id or code; null where there is none. One statement. */
export async function findOrderTargets(
	ctx: Context,
	asked: { item: string; revision?: string | null | undefined; site: string },
): Promise<OrderTargetIds> {
	const [row] = await ctx.em.execute<OrderTargetIds[]>(
		`select i.id as "itemId", i.unit, (select r.id from item_revision r where r.item_id = i.id and (r.code = ? or r.id::text = ?) limit 1) as "revisionId",
			(select s.id from site s where s.code = ? or s.id::text = ? limit 1) as "siteId"
		from (select 1) x left join lateral (select id, unit from item where sku = ? or id::text = ? limit 1) i on true`,
		[asked.revision ?? '', asked.revision ?? '', asked.site, asked.site, asked.item, asked.item],
	)
	return row ?? { itemId: null, unit: null, revisionId: null, siteId: null }
}
