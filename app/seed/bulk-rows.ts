import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Key and tenant of a row that is inserted in bulk, where the ORM fills in nothing. */
export const newKeys = (ctx: Context) => ({ id: newId(), tenantId: ctx.tenant.id })

/** The same with the times and the number of an editable record. */
export const newRecord = (ctx: Context, created: Date, updated: Date = created) => ({
	...newKeys(ctx),
	createdAt: created,
	updatedAt: updated,
	version: 1,
})

/** Pieces of at most `size`, for statements of a bounded number of parameters. */
export function chunks<T>(rows: readonly T[], size = 400): T[][] {
	return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
		rows.slice(index * size, (index + 1) * size),
	)
}

/** Rows by what `keyOf` says of them, in the order in which each key is first met. */
export function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>()
	for (const row of rows) {
		const key = keyOf(row)
		const group = groups.get(key)
		if (group) group.push(row)
		else groups.set(key, [row])
	}
	return groups
}
