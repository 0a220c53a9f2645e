import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { contentsOf, lotsToTell, SINCE_TOLD } from './disclosed-content.queries.server.ts'
import type { Message } from './message.model.ts'
import type { NoticeLine } from './network.model.ts'

/** Lots in one message. */
export const LOTS_A_MESSAGE = 100

/** A shipment as the company that it goes to is told, by the references of its lots. Null where there is none. */
export async function writeShipment(ctx: Context, connectionId: string, shipmentId: string): Promise<Message | null> {
	const rows = await ctx.em.execute<
		{
			number: string
			shipped_at: Date
			carrier: string | null
			expected_on: string | null
			ref: string
			code: string
			gtin: string | null
			sku: string
			name: LocalizedText
			quantity: string
			unit: string
			manufactured_on: string | null
			expires_on: string | null
		}[]
	>(
		`select s.number, s.shipped_at, s.carrier, s.expected_on::text, d.ref, l.code, coalesce(l.gtin, i.gtin) as gtin, i.sku, i.name,
			trim_scale(n.quantity)::text as quantity, n.unit, l.manufactured_on::text, l.expires_on::text
		from shipment s join shipment_line n on n.shipment_id = s.id join lot l on l.id = n.lot_id join item i on i.id = l.item_id
			join disclosed_lot d on d.lot_id = l.id and d.connection_id = ? and d.direction = 'upstream'
		where s.id = ? and n.status = 'shipped' order by n.line_number`,
		[connectionId, shipmentId],
	)
	const [first] = rows
	if (!first) return null
	return {
		kind: 'shipment',
		number: first.number,
		shippedAt: new Date(first.shipped_at).toISOString(),
		carrier: first.carrier,
		expectedOn: first.expected_on,
		lines: rows.map(
			(row): NoticeLine => ({
				ref: row.ref,
				code: row.code,
				gtin: row.gtin,
				sku: row.sku,
				name: row.name,
				quantity: row.quantity,
				unit: row.unit,
				manufacturedOn: row.manufactured_on,
				expiresOn: row.expires_on,
			}),
		),
	}
}

/** What a connection has yet to be told of its lots, a message at a time; `ids` are the rows that it covers. */
export async function writeLots(
	ctx: Context,
	connectionId: string,
): Promise<{ message: Message; ids: string[] } | null> {
	const lots = await lotsToTell(ctx, connectionId, LOTS_A_MESSAGE)
	if (lots.length === 0) return null
	const contents = await contentsOf(ctx, lots)
	return {
		ids: lots.map((lot) => lot.id),
		message: {
			kind: 'lots',
			lots: lots.flatMap((lot) => {
				const content = contents.get(lot.id)
				if (!content) return []
				// What became of their lot: that it exists is said, its code with us only to whom the policy says more.
				const more = content.level !== 'existence'
				const named = lot.direction === 'upstream' || more
				return [
					{
						ref: lot.ref,
						direction: lot.direction,
						code: named ? lot.code : '',
						// Which product it is is no part of that it exists.
						gtin: more ? lot.gtin : null,
						content,
					},
				]
			}),
		},
	}
}

/** Marks lots as told at the time of this unit of work. */
export async function markTold(ctx: Context, ids: readonly string[], at: Date): Promise<void> {
	await ctx.em.execute('update disclosed_lot set sent_at = ? where id = any(?::uuid[])', [at, `{${ids.join(',')}}`])
}

/** Connections that have something to tell of their lots, and full genealogies older than `olderThan` marked as such. */
export async function connectionsToTell(ctx: Context, olderThan: Date): Promise<string[]> {
	await ctx.em.execute(
		`update disclosed_lot d set sent_at = null from connection c where c.id = d.connection_id and c.status = 'active'
			and d.sent_at < ? and (c.disclosure = 'full' or d.granted_level = 'full')`,
		[olderThan],
	)
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select c.id from connection c where c.status = 'active' and exists (select 1 from disclosed_lot d join lot l on l.id = d.lot_id
			where d.connection_id = c.id and (d.sent_at is null or l.updated_at > d.sent_at or ${SINCE_TOLD} or (d.granted_until <= ? and d.granted_until > d.sent_at)))`,
		[ctx.now],
	)
	return rows.map((row) => row.id)
}
