import type { LocalizedText } from '#app/core/localized.ts'
import { type Attribute, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The unit of each item by id. One statement. */
export async function itemUnits(ctx: Context, itemIds: readonly string[]): Promise<Map<string, string>> {
	if (itemIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; unit: string }[]>(
		'select id, unit from item where id = any(?::uuid[])',
		[`{${itemIds.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.id, row.unit]))
}

export type EventChoices = {
	/** What the data dictionary lets the actor say of an event now. */
	attributes: Attribute[]
	/** What it lets the actor say of a lot that the event makes. */
	lotAttributes: Attribute[]
	items: { id: string; sku: string; name: LocalizedText; unit: string }[]
	sites: { id: string; code: string; name: LocalizedText }[]
}

/** What the form of an event chooses from: active items (at most 500, by number) and the tenant's own sites, and the
 * attributes of events. Two statements. */
export async function readEventChoices(ctx: Context): Promise<EventChoices> {
	const [row] = await ctx.em.execute<{ items: EventChoices['items'] | null; sites: EventChoices['sites'] | null }[]>(
		`select (select json_agg(x) from (select id, sku, name, unit from item where active order by sku limit 500) x) as items,
			(select json_agg(x) from (select id, code, name from site where active and party_id is null order by code limit 200) x) as sites`,
	)
	const today = dictionaryDay(ctx)
	const inForce = async (subject: 'event' | 'lot') =>
		(await loadAttributes(ctx, subject)).filter((one) => isInForce(one, today))
	return {
		items: row?.items ?? [],
		sites: row?.sites ?? [],
		attributes: await inForce('event'),
		lotAttributes: await inForce('lot'),
	}
}
