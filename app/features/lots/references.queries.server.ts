import type { Context } from '#app/platform/request/context.server.ts'
import type { Reference } from './new-lot.schema.ts'
import { listParameter } from './registration.queries.server.ts'

export type ReferenceIds = {
	site: (given: Reference) => string
	party: (given: Reference) => string
	gtin: (item: string) => string | null
}

const keyOf = (given: Reference): string => (typeof given === 'string' ? given : given.id)

/**
 * The ids of sites and partners that programs name by code or id, and the GTIN of items by id or SKU: one statement.
 * What is unknown stays as it was given, for the use case to refuse.
 */
export async function findReferences(
	ctx: Context,
	asked: { sites: readonly Reference[]; parties: readonly Reference[]; items: readonly string[] },
): Promise<ReferenceIds> {
	const lists = [asked.sites.map(keyOf), asked.parties.map(keyOf), [...asked.items]]
	const rows = lists.every((list) => list.length === 0)
		? []
		: await ctx.em.execute<{ kind: string; id: string; key: string; gtin: string | null }[]>(
				`select 'site' as kind, id, code as key, null as gtin from site where code in (select jsonb_array_elements_text(?::jsonb))
				union all select 'party', id, code, null from party where code in (select jsonb_array_elements_text(?::jsonb))
				union all select 'item', i.id, k.key, i.gtin from jsonb_array_elements_text(?::jsonb) as k(key) join item i on i.sku = k.key or i.id::text = k.key`,
				lists.map((list) => listParameter([...new Set(list)])),
			)
	const found = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row]))
	const idOf = (kind: string, given: Reference) => found.get(`${kind} ${keyOf(given)}`)?.id ?? keyOf(given)
	return {
		site: (given) => idOf('site', given),
		party: (given) => idOf('party', given),
		gtin: (item) => found.get(`item ${item}`)?.gtin ?? null,
	}
}
