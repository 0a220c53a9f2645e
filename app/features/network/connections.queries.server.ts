import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ConnectionStatus, DisclosureLevel } from './network.model.ts'

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

/** The tenant's connections, living ones first, at most 200. One statement. */
export async function listConnections(ctx: Context): Promise<ConnectionRow[]> {
	const rows = await ctx.em.execute<Row[]>(`${SELECT} order by c.status = 'ended', p.code, c.id limit 200`)
	return rows.map(toRow)
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

/** Active partners with whom no connection is offered or active, at most 500. */
export async function partiesToConnect(ctx: Context): Promise<ConnectionRow['party'][]> {
	return ctx.em.execute(
		`select id, code, name, kind from party p where active and kind in ('supplier', 'contract_manufacturer', 'customer')
			and not exists (select 1 from connection c where c.party_id = p.id and c.status <> 'ended') order by code limit 500`,
	)
}

export type RequestRow = {
	id: string
	side: 'asked' | 'received'
	party: LocalizedText
	code: string
	level: DisclosureLevel
	reason: string
	status: 'open' | 'granted' | 'declined'
	askedBy: string
	askedAt: string
	answer: string | null
	answeredAt: string | null
	grantedUntil: string | null
}

/** Requests for more, asked and received, open ones first, then newest, at most 100. */
export async function listRequests(ctx: Context, connectionId?: string): Promise<RequestRow[]> {
	const rows = await ctx.em.execute<
		(Omit<RequestRow, 'askedBy' | 'askedAt' | 'answeredAt' | 'grantedUntil'> & {
			asked_by: string
			asked_at: Date
			answered_at: Date | null
			granted_until: Date | null
		})[]
	>(
		`select r.id, r.side, p.name as party, r.code, r.level, r.reason, r.status, r.asked_by, r.asked_at, r.answer, r.answered_at, r.granted_until
		from disclosure_request r join connection c on c.id = r.connection_id join party p on p.id = c.party_id
		where ?::uuid is null or c.id = ?::uuid order by r.status <> 'open', r.asked_at desc, r.id limit 100`,
		[connectionId ?? null, connectionId ?? null],
	)
	return rows.map(({ asked_by, asked_at, answered_at, granted_until, ...row }) => ({
		...row,
		askedBy: asked_by,
		askedAt: new Date(asked_at).toISOString(),
		answeredAt: iso(answered_at),
		grantedUntil: iso(granted_until),
	}))
}
