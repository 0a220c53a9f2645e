import type { ChoiceList } from '#app/core/choice.ts'
import { todayIn } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { revisionInForce } from '#app/features/catalog/revision-in-force.queries.server.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** An active item by id or number; null when there is none. */
export async function findItem(ctx: Context, idOrSku: string): Promise<{ id: string; unit: string } | null> {
	const [row] = await ctx.em.execute<{ id: string; unit: string }[]>(
		'select id, unit from item where active and (sku = ? or id::text = ?) limit 1',
		[idOrSku.trim(), idOrSku.trim()],
	)
	return row ?? null
}

export type OrderItem = { id: string; sku: string; unit: string; active: boolean; kind: string }
export type OrderTargets = {
	item: OrderItem | null
	revision: { id: string; code: string; parts: number } | null
	site: boolean
}

/** What an order to be made refers to; without a revision, the one that is in force today. One statement. */
export async function readOrderTargets(
	ctx: Context,
	asked: { itemId: string; revisionId: string | null; siteId: string },
): Promise<OrderTargets> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [row] = await ctx.em.execute<OrderTargets[]>(
		`select (select json_build_object('id', i.id, 'sku', i.sku, 'unit', i.unit, 'active', i.active, 'kind', i.kind) from item i where i.id = ?) as item,
			(select json_build_object('id', r.id, 'code', r.code, 'parts', (select count(*)::int from bom_component c where c.tenant_id = r.tenant_id and c.revision_id = r.id))
				from item_revision r where r.item_id = ? and r.id = coalesce(?::uuid, ${revisionInForce('r.item_id')})) as revision,
			exists (select 1 from site where id = ? and active and party_id is null) as site`,
		[asked.itemId, asked.itemId, asked.revisionId, today, today, asked.siteId],
	)
	return row ?? { item: null, revision: null, site: false }
}

export type OrderChoices = { items: ChoiceList; sites: ChoiceList }

/** What the order form chooses from: items that have a parts list, and the tenant's own sites. Two statements. */
export const readOrderChoices = async (ctx: Context): Promise<OrderChoices> => ({
	items: await choiceList(ctx, 'items', { having: 'recipe' }),
	sites: await choiceList(ctx, 'sites', {}),
})

export type FoundLot = { id: string; code: string; gtin: string | null; byCode: boolean }

/** Lots that a scanned code may mean: by lot code, or else by the supplier's lot code. At most ten. */
export const findLotsByCode = (ctx: Context, codes: readonly string[]): Promise<FoundLot[]> => {
	const wanted = JSON.stringify([...new Set(codes.map(normaliseCode).filter((code) => code !== ''))])
	return ctx.em.execute<FoundLot[]>(
		`select id, code, gtin, code_norm in (select jsonb_array_elements_text(?::jsonb)) as "byCode" from lot
		where code_norm in (select jsonb_array_elements_text(?::jsonb)) or supplier_lot_norm in (select jsonb_array_elements_text(?::jsonb))
		order by 4 desc, created_at desc limit 10`,
		[wanted, wanted, wanted],
	)
}
