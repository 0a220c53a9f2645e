import { readCursor, writeCursor } from '#app/core/list-cursor.ts'

/** Rows of a page. */
export const NETWORK_PAGE = 50

/** A page of a list; `nextCursor` is null on the last. */
export type NetworkPage<T> = { rows: T[]; nextCursor: string | null }

/** What a list that begins with what waits is in the order of: whether a row is settled, then its time and id, newest first. */
type Place = { later: string; at: string; id: string }

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The order of such a list in SQL, and the condition that leads past the row a cursor names; a text that is no cursor begins anew. */
export function afterPlace(
	{ later, at, id }: Place,
	cursor: string | null | undefined,
): { sql: string; order: string; values: string[] } {
	const order = `order by (${later}), ${at} desc, ${id} desc`
	const [settled = '', time = '', last = ''] = readCursor(cursor, 3) ?? []
	if (!TIME.test(time) || !UUID.test(last)) return { sql: 'true', order, values: [] }
	const beyond = `(${at}, ${id}) < (?::timestamptz, ?::uuid)`
	const sql = settled === 'true' ? `((${later}) and ${beyond})` : `((${later}) or ${beyond})`
	return { sql, order, values: [time, last] }
}

/** The first rows of what was read (one more than a page holds), and the cursor of the last of them. */
export function pageOfRows<T>(
	rows: readonly T[],
	placeOf: (row: T) => [settled: boolean, at: Date | string, id: string],
): NetworkPage<T> {
	const shown = rows.slice(0, NETWORK_PAGE)
	const last = shown.at(-1)
	if (rows.length <= NETWORK_PAGE || !last) return { rows: shown, nextCursor: null }
	const [settled, at, id] = placeOf(last)
	return { rows: shown, nextCursor: writeCursor([String(settled), new Date(at).toISOString(), id]) }
}
