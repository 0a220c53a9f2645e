import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NoticeLine } from './network.model.ts'
import { afterPlace, NETWORK_PAGE, type NetworkPage, pageOfRows } from './network-page.ts'

export type PeerNoticeRow = {
	id: string
	party: { id: string; name: LocalizedText }
	number: string
	shippedAt: string
	lines: number
	status: 'new' | 'announced' | 'dismissed'
	delivery: { id: string; number: string } | null
}

type Row = {
	id: string
	party: PeerNoticeRow['party']
	number: string
	shipped_at: Date | string
	carrier: string | null
	lines: NoticeLine[]
	status: PeerNoticeRow['status']
	delivery: PeerNoticeRow['delivery']
}

const SELECT = `select n.id, jsonb_build_object('id', p.id, 'name', p.name) as party, n.number, n.shipped_at, n.carrier, n.lines, n.status,
	case when s.id is null then null else jsonb_build_object('id', s.id, 'number', s.number) end as delivery
	from peer_notice n join connection c on c.id = n.connection_id join party p on p.id = c.party_id left join shipment s on s.id = n.delivery_id`

/** What connected companies say is on its way, new ones first, then newest: a page of 50 from `cursor` on. One statement. */
export async function listPeerNotices(ctx: Context, cursor?: string | null): Promise<NetworkPage<PeerNoticeRow>> {
	const after = afterPlace({ later: "n.status <> 'new'", at: 'n.shipped_at', id: 'n.id' }, cursor)
	const rows = await ctx.em.execute<Row[]>(`${SELECT} where ${after.sql} ${after.order} limit ${NETWORK_PAGE + 1}`, [
		...after.values,
	])
	const page = pageOfRows(rows, (row) => [row.status !== 'new', row.shipped_at, row.id])
	return {
		...page,
		rows: page.rows.map(({ shipped_at, carrier: _carrier, lines, ...row }) => ({
			...row,
			lines: lines.length,
			shippedAt: new Date(shipped_at).toISOString(),
		})),
	}
}

export type PeerNoticeDetail = Omit<PeerNoticeRow, 'lines'> & {
	carrier: string | null
	/** Each line with the own item that it seems to be: by GTIN, else by the supplier's number in the list of approvals. */
	lines: (NoticeLine & { itemId: string | null })[]
}

/** One notice, or null. Two statements. */
export async function readPeerNotice(ctx: Context, id: string): Promise<PeerNoticeDetail | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where n.id = ?`, [id])
	if (!row) return null
	const matches = await ctx.em.execute<{ ref: string; item_id: string | null }[]>(
		`select x.ref, coalesce(
			(select i.id from item i where i.gtin = x.gtin and i.active limit 1),
			(select a.item_id from approved_supplier a where a.party_id = ? and a.supplier_sku = x.sku limit 1)) as item_id
		from jsonb_to_recordset(?::jsonb) as x(ref text, gtin text, sku text)`,
		[row.party.id, JSON.stringify(row.lines.map(({ ref, gtin, sku }) => ({ ref, gtin, sku })))],
	)
	const itemOf = new Map(matches.map((match) => [match.ref, match.item_id]))
	const { shipped_at, lines, ...rest } = row
	return {
		...rest,
		shippedAt: new Date(shipped_at).toISOString(),
		lines: lines.map((line) => ({ ...line, itemId: itemOf.get(line.ref) ?? null })),
	}
}
