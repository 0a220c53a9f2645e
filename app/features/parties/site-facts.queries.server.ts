import type { Attribute, AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What a statement selects of `site s`, joined from the left, so that `siteFactsOf` can read it. */
export const SITE_FACTS = 's.code as site_code, s.country as site_country, s.attributes as site_attributes'

export type SiteFactRow = {
	site_code: string | null
	site_country: string | null
	site_attributes: AttributeValues | null
}

/** The group `site` of the fact catalogues; a record without a site is known to have none. */
export const siteFactsOf = (row: SiteFactRow, attributes: readonly Attribute[]): object =>
	row.site_code === null
		? { known: false }
		: {
				known: true,
				code: row.site_code,
				country: row.site_country,
				attributes: attributesAsFacts(attributes, row.site_attributes ?? {}),
			}

/** The group `site` for sites, by id: one statement for any number. */
export async function readSiteFacts(ctx: Context, siteIds: readonly string[]): Promise<Map<string, object>> {
	const ids = [...new Set(siteIds)]
	if (ids.length === 0) return new Map()
	const rows = await ctx.em.execute<(SiteFactRow & { id: string })[]>(
		`select s.id, ${SITE_FACTS} from site s where s.id = any(?::uuid[])`,
		[`{${ids.join(',')}}`],
	)
	const attributes = await everyAttributeOf(ctx, 'site')
	return new Map(rows.map((row) => [row.id, siteFactsOf(row, attributes)]))
}
