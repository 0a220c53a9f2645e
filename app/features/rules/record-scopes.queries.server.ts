import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Site and item of lots by their ids, by which a pilot is chosen, where the caller has not loaded them. One statement at most. */
export async function scopesOfLots(ctx: Context, lotIds: readonly string[]): Promise<Map<string, RecordScope>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<(RecordScope & { id: string })[]>(
		'select id, site_id as "siteId", item_id as "itemId" from lot where id = any(?::uuid[])',
		[`{${[...new Set(lotIds)].join(',')}}`],
	)
	return new Map(rows.map(({ id, siteId, itemId }) => [id, { siteId, itemId }]))
}
