import type { Attribute } from '#app/features/dictionary/attribute.model.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withAttributes } from './catalogs/attribute-facts.ts'
import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import type { FactCatalogs } from './fact-catalog.model.ts'

/** Catalogues by what they were made of: the same dictionary gives the same object, by which compiled rules are kept. */
const made = new Map<string, FactCatalogs>()
const KEPT = 200

const stampOf = (attributes: readonly Attribute[]): string =>
	attributes.map(({ id, version }) => `${id}.${version}`).join(' ')

/**
 * What rules of this tenant may ask for: the built-in facts with those of its data dictionary. One statement in a unit of
 * work, however often it is asked for.
 */
export async function loadCatalogs(ctx: Context): Promise<FactCatalogs> {
	const attributes = [
		...(await everyAttributeOf(ctx, 'lot')),
		...(await everyAttributeOf(ctx, 'item')),
		...(await everyAttributeOf(ctx, 'party')),
		...(await everyAttributeOf(ctx, 'site')),
		...(await everyAttributeOf(ctx, 'event')),
	]
	if (attributes.length === 0) return DEFAULT_CATALOGS
	const stamp = stampOf(attributes)
	const known = made.get(stamp)
	if (known) return known
	const catalogs = withAttributes(DEFAULT_CATALOGS, attributes)
	if (made.size >= KEPT) made.delete(made.keys().next().value as string)
	made.set(stamp, catalogs)
	return catalogs
}
