import { readCursor, writeCursor } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ConnectionStatus, DisclosureLevel, RequestStatus } from './network.model.ts'
import { afterPlace, NETWORK_PAGE, type NetworkPage, pageOfRows } from './network-page.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const iso = (at: Date | string | null): string | null => (at ? new Date(at).toISOString() : null)

export type ConnectionRow = {
	id: string
	version: number
	peerName: string | null
	party: { id: string; code: string; name: LocalizedText; kind: string }
	status: ConnectionStatus
	disclosure: DisclosureLevel
	connectedAt: string | null
	endedAt: string | null
	/** Lots that the other company is told of, and that it tells us of. */
	disclosed: number
	shared: number
}

type Row = {
	id: string
	version: number
	peer_name: string | null
	party: ConnectionRow['party']
	status: ConnectionStatus
	disclosure: DisclosureLevel
	connected_at: Date | string | null
	ended_at: Date | string | null
	disclosed: number
	shared: number
}

const SELECT = `select c.id, c.version, c.peer_name, jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind) as party,
	c.status, c.disclosure, c.connected_at, c.ended_at,
	(select count(*)::int from disclosed_lot d where d.connection_id = c.id) as disclosed,
	(select count(*)::int from shared_lot s where s.connection_id = c.id) as shared
	from connection c join party p on p.id = c.party_id`

const toRow = (row: Row): ConnectionRow => ({
	id: row.id,
	version: row.version,
	peerName: row.peer_name,
	party: row.party,
	status: row.status,
	disclosure: row.disclosure,
	connectedAt: iso(row.connected_at),
	endedAt: iso(row.ended_at),
	disclosed: row.disclosed,
	shared: row.shared,
})

/** The tenant's connections, living ones first, by the partner's code: a page of 50 from `cursor` on. One statement. */
export async function listConnections(ctx: Context, cursor?: string | null): Promise<NetworkPage<ConnectionRow>> {
	const [ended, code, id] = readCursor(cursor, 3) ?? []
	const after = id && UUID.test(id) ? [ended === 'true', code ?? '', id] : null
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where ${after ? "(c.status = 'ended', p.code, c.id) > (?::boolean, ?::text, ?::uuid)" : 'true'}
		order by c.status = 'ended', p.code, c.id limit ${NETWORK_PAGE + 1}`,
		after ?? [],
	)
	const shown = rows.slice(0, NETWORK_PAGE).map(toRow)
	const last = shown.at(-1)
	const more = rows.length > NETWORK_PAGE && last
	return {
		rows: shown,
		nextCursor: more ? writeCursor([String(last.status === 'ended'), last.party.code, last.id]) : null,
	}
}

/** One connection, or null. */
export async function readConnection(ctx: Context, id: string): Promise<ConnectionRow | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where c.id = ?`, [id])
	return row ? toRow(row) : null
}

/** The living connection with a partner, or null. */
export async function connectionOfParty(ctx: Context, partyId: string): Promise<ConnectionRow | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where c.party_id = ? and c.status <> 'ended' limit 1`, [partyId])
	return row ? toRow(row) : null
}

const TO_CONNECT = `select id, code, name, kind from party p where active and kind in ('supplier', 'contract_manufacturer', 'customer')
	and not exists (select 1 from connection c where c.party_id = p.id and c.status <> 'ended')`

/** Partners with whom no connection is offered or active, as the list to choose from is narrowed. */
export const PARTNERS_TO_CONNECT = { kinds: 'supplier,contract_manufacturer,customer', to: 'connect' } as const

/** One partner where no connection with it is offered or active, else null. */
export async function partyToConnect(ctx: Context, id: string): Promise<ConnectionRow['party'] | null> {
	const [party] = await ctx.em.execute<ConnectionRow['party'][]>(`${TO_CONNECT} and id = ?`, [id])
	return party ?? null
}

export type RequestRow = {
	id: string
	/** The companies are still connected: there is somebody to tell of a change. */
	connected: boolean
	side: 'asked' | 'received'
	party: LocalizedText
	code: string
	level: DisclosureLevel
	reason: string
	status: RequestStatus
	askedBy: string
	askedAt: string
	answer: string | null
	answeredAt: string | null
	grantedUntil: string | null
}

type FoundRequest = Omit<RequestRow, 'askedBy' | 'askedAt' | 'answeredAt' | 'grantedUntil'> & {
	asked_by: string
	asked_at: Date
	answered_at: Date | null
	granted_until: Date | null
}

/** Requests for more, asked and received, open ones first, then newest: a page of 50 from `cursor` on. One statement. */
export async function listRequests(
	ctx: Context,
	{ connectionId, cursor }: { connectionId?: string; cursor?: string | null } = {},
): Promise<NetworkPage<RequestRow>> {
	const after = afterPlace({ later: "r.status <> 'open'", at: 'r.asked_at', id: 'r.id' }, cursor)
	const rows = await ctx.em.execute<FoundRequest[]>(
		`select r.id, c.status = 'active' as connected, r.side, p.name as party, r.code, r.level, r.reason, r.status, r.asked_by, r.asked_at, r.answer, r.answered_at, r.granted_until
		from disclosure_request r join connection c on c.id = r.connection_id join party p on p.id = c.party_id
		where (?::uuid is null or c.id = ?::uuid) and ${after.sql} ${after.order} limit ${NETWORK_PAGE + 1}`,
		[connectionId ?? null, connectionId ?? null, ...after.values],
	)
	const page = pageOfRows(rows, (row) => [row.status !== 'open', row.asked_at, row.id])
	return {
		...page,
		rows: page.rows.map(({ asked_by, asked_at, answered_at, granted_until, ...row }) => ({
			...row,
			askedBy: asked_by,
			askedAt: new Date(asked_at).toISOString(),
			answeredAt: iso(answered_at),
			grantedUntil: iso(granted_until),
		})),
	}
}
