import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type LotListOptions = {
	items: { value: string; name: LocalizedText }[]
	suppliers: { value: string; name: LocalizedText }[]
}

/** Items and suppliers that lots of the actor have, for the list's filters: at most 200 of each, by code. One statement. */
export async function readLotListOptions(ctx: Context): Promise<LotListOptions> {
	const rows = await ctx.em.execute<{ kind: 'item' | 'supplier'; value: string; name: LocalizedText }[]>(
		`(select 'item' as kind, i.sku as value, i.name from item i where exists (select 1 from lot l where l.item_id = i.id) order by i.sku limit 200)
		union all
		(select 'supplier', p.code, p.name from party p where exists (select 1 from lot l where l.supplier_id = p.id) order by p.code limit 200)`,
	)
	const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, name }) => ({ value, name }))
	return { items: of('item'), suppliers: of('supplier') }
}
