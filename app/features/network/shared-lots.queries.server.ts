import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ConnectionStatus, Direction, DisclosureLevel, SharedContent } from './network.model.ts'

/** A lot of a connected company, as far as it is shown to us. */
export type SharedLotView = {
	id: string
	connectionId: string
	connection: ConnectionStatus
	company: LocalizedText
	direction: Direction
	code: string
	gtin: string | null
	content: SharedContent
	ownLot: { id: string; code: string } | null
	updatedAt: string
	/** A request for more that nobody has answered. */
	asked: boolean
}

type Row = Omit<SharedLotView, 'connectionId' | 'ownLot' | 'updatedAt'> & {
	connection_id: string
	own_lot_id: string | null
	own_code: string | null
	updated_at: Date | string
}

const select = (
	content: string,
): string => `select s.id, s.connection_id, c.status as connection, p.name as company, s.direction, s.code, s.gtin, ${content} as content,
	s.own_lot_id, l.code as own_code, s.updated_at,
	exists (select 1 from disclosure_request r where r.connection_id = c.id and r.ref = s.ref and r.side = 'asked' and r.status = 'open') as asked
	from shared_lot s join connection c on c.id = s.connection_id join party p on p.id = c.party_id left join lot l on l.id = s.own_lot_id`

const toView = ({ connection_id, own_lot_id, own_code, updated_at, ...row }: Row): SharedLotView => ({
	...row,
	connectionId: connection_id,
	ownLot: own_lot_id && own_code ? { id: own_lot_id, code: own_code } : null,
	updatedAt: new Date(updated_at).toISOString(),
})

/** Where a trace goes on: a lot of a connected company, in few words. */
export type AcrossLot = Pick<SharedLotView, 'id' | 'company' | 'direction' | 'code' | 'ownLot'> & {
	level: DisclosureLevel
}

/** One page of where lots go on: `first` is the place of its first row, from 1, `all` how many rows there are. */
export type AcrossPage = { rows: AcrossLot[]; first: number; all: number }

/** Rows of a page. */
export const ACROSS_PAGE = 30

/** Where lots of a trace go on in other companies, upstream first: `size` rows after `skipped`. One statement. */
export async function sharedLotsOf(
	ctx: Context,
	lotIds: readonly string[],
	skipped = 0,
	size = ACROSS_PAGE,
): Promise<AcrossPage> {
	const page = { rows: [], first: skipped + 1, all: 0 }
	if (lotIds.length === 0 || !ctx.ability.can('read', 'Connection')) return page
	const [found] = await ctx.em.execute<{ all: number; rows: AcrossLot[] }[]>(
		`with own as (
			select s.id, p.name as company, s.direction, s.code, s.content->>'level' as level, jsonb_build_object('id', l.id, 'code', l.code) as "ownLot",
				row_number() over (order by s.direction desc, p.code, s.code, s.id) as place
			from shared_lot s join connection c on c.id = s.connection_id join party p on p.id = c.party_id join lot l on l.id = s.own_lot_id
			where s.own_lot_id = any(?::uuid[]))
		select count(*)::int as all, coalesce(jsonb_agg(to_jsonb(own) - 'place' order by place) filter (where place > ? and place <= ?), '[]') as rows from own`,
		[`{${lotIds.join(',')}}`, skipped, skipped + size],
	)
	return { ...page, rows: found?.rows ?? [], all: found?.all ?? 0 }
}

/** All of it, as a file has it. One statement. */
export const everySharedLotOf = async (ctx: Context, lotIds: readonly string[]): Promise<AcrossLot[]> =>
	(await sharedLotsOf(ctx, lotIds, 0, 1_000_000)).rows

/** The place of the row before the page that an address asks for (`across`); 0 where it asks for none. */
export function acrossFrom(search: URLSearchParams): number {
	const asked = Number(search.get('across') ?? 0)
	return Number.isInteger(asked) && asked > 0 && asked < 1_000_000 ? asked : 0
}

/** One of them, or null. */
export async function readSharedLot(ctx: Context, id: string): Promise<SharedLotView | null> {
	const [row] = await ctx.em.execute<Row[]>(`${select('s.content')} where s.id = ?`, [id])
	return row ? toView(row) : null
}

/** A shared lot in a list: of its genealogy only how large it is. */
export type SharedLotRow = Omit<SharedLotView, 'content'> & {
	content: Omit<SharedContent, 'genealogy'> & { genealogy: { total: number } | null }
}

/** The lots that a connection shows us, newest first, 50 a page from the one after `cursor` (an id) on. */
export async function listSharedLots(
	ctx: Context,
	connectionId: string,
	cursor: string | undefined,
): Promise<{ rows: SharedLotRow[]; nextCursor: string | null }> {
	const rows = await ctx.em.execute<Row[]>(
		`${select("s.content #- '{genealogy,nodes}' #- '{genealogy,edges}'")} where s.connection_id = ? and (?::uuid is null or s.id < ?::uuid) order by s.id desc limit 51`,
		[connectionId, cursor ?? null, cursor ?? null],
	)
	const shown = rows.slice(0, 50).map(toView)
	return { rows: shown, nextCursor: rows.length > 50 ? (shown.at(-1)?.id ?? null) : null }
}
