import { type ListPage, readCursor, writeCursor } from '#app/core/list-cursor.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Rows of a page where a list says nothing else. */
export const PAGE_ROWS = 50

/** What a list is in the order of: a column of its rows that is never null. The last one tells any two rows apart. */
export type SortKey = { by: string; as: 'text' | 'uuid' | 'timestamptz' | 'date' | 'integer' | 'boolean'; down?: true }

/** The order of rows that have when they were made and an id. */
export const NEWEST_FIRST: readonly SortKey[] = [
	{ by: 'created_at', as: 'timestamptz', down: true },
	{ by: 'id', as: 'uuid', down: true },
]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const isDate = (text: string): boolean => !Number.isNaN(Date.parse(text))

const FITS: Record<SortKey['as'], (text: string) => boolean> = {
	text: (text) => !text.includes('\0'),
	uuid: (text) => UUID.test(text),
	timestamptz: (text) => /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(text) && isDate(text),
	date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text),
	integer: (text) => /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) < 2 ** 31,
	boolean: (text) => text === 'true' || text === 'false',
}

const said = ({ by, as }: SortKey): string =>
	as === 'timestamptz' ? `to_char(${by} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : `(${by})::text`

/** Past the row with these values: further by the first key, or as far and further by the next. */
function beyond(order: readonly SortKey[], place: readonly string[]): { sql: string; values: string[] } {
	const [key, ...keys] = order
	const [value = '', ...later] = place
	if (!key) return { sql: 'false', values: [] }
	const rest = beyond(keys, later)
	return {
		sql: `(${key.by} ${key.down ? '<' : '>'} ?::${key.as} or (${key.by} = ?::${key.as} and ${rest.sql}))`,
		values: [value, value, ...rest.values],
	}
}

/**
 * A page of a list from `cursor` on, how many rows follow it, and where it goes on. `sql` selects all rows of the list without
 * an order; a cursor that is not of this order begins anew. One statement.
 */
export async function readPage<Row extends object>(
	ctx: Context,
	list: { sql: string; values: readonly unknown[]; order: readonly SortKey[] },
	{ cursor, size = PAGE_ROWS }: { cursor?: string | null | undefined; size?: number } = {},
): Promise<ListPage<Row>> {
	const { order } = list
	const place = readCursor(cursor, order.length)
	const fits = place?.every((value, index) => FITS[order[index]?.as ?? 'text'](value))
	const after = place && fits ? beyond(order, place) : { sql: 'true', values: [] }
	const found = await ctx.em.execute<(Row & { page_place: string[]; page_left: number })[]>(
		`with q as (${list.sql}) select q.*, jsonb_build_array(${order.map(said).join(', ')}) as page_place, (count(*) over ())::int as page_left
		from q where ${after.sql} order by ${order.map((key) => `${key.by}${key.down ? ' desc' : ''}`).join(', ')} limit ${size + 1}`,
		[...list.values, ...after.values],
	)
	const shown = found.slice(0, size)
	const last = shown.at(-1)
	return {
		rows: shown.map(({ page_place: _place, page_left: _left, ...row }) => row as unknown as Row),
		more: (found[0]?.page_left ?? 0) - shown.length,
		nextCursor: last && found.length > size ? writeCursor(last.page_place) : null,
	}
}
