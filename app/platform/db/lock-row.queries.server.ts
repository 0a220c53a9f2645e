import type { Context } from '#app/platform/request/context.server.ts'

/** Tables whose rows use cases lock before they look at them: names of the portal's own, never of a request. */
export type LockedTable =
	| 'attribute_definition'
	| 'bulk_move'
	| 'connection'
	| 'definition_version'
	| 'deviation'
	| 'disclosure_request'
	| 'gap'
	| 'lot'
	| 'party'
	| 'peer_notice'
	| 'recall_case'
	| 'recall_notice'
	| 'shared_lot'
	| 'workflow_instance'
	| 'workflow_migration'

/**
 * Locks a row until the unit of work ends: of two who act on it at once the second waits, then meets what the first has made
 * of it. What is locked is read anew after it. No row, no lock.
 */
export async function lockRow(ctx: Context, table: LockedTable, id: string): Promise<void> {
	await ctx.em.execute(`select id from ${table} where id = ? for update`, [id])
}

/** The same for many rows, in the order of their ids, as every door locks them. */
export async function lockRows(ctx: Context, table: LockedTable, ids: readonly string[]): Promise<void> {
	await ctx.em.execute(`select id from ${table} where id = any(?::uuid[]) order by id for update`, [
		`{${ids.join(',')}}`,
	])
}
