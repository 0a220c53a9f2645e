/** Where a list was left: the sort values of its last row. Opaque to whoever passes it back. */
export const writeCursor = (parts: readonly string[]): string =>
	btoa(JSON.stringify(parts)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** The values of a cursor, or null where it is not one of a list with so many sort values. */
export function readCursor(cursor: string | null | undefined, length: number): string[] | null {
	if (!cursor) return null
	try {
		const parts: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
		const fits = Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string')
		return fits ? parts : null
	} catch {
		return null
	}
}

/** A page of a list, how many rows follow it, and the cursor that leads on; null on the last. */
export type ListPage<T> = { rows: T[]; more: number; nextCursor: string | null }

/** The page with each row said differently. */
export const mapPage = <A, B>(page: ListPage<A>, say: (row: A) => B): ListPage<B> => ({
	...page,
	rows: page.rows.map(say),
})
