import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Connection } from './network.entity.server.ts'

/**
 * Tells the company that a shipment goes to, where it is connected: its portal gets a notice of it, and the lots are
 * disclosed to it from now on. Does nothing where there is no connection. Two statements.
 */
export async function tellConnected(
	ctx: Context,
	shipment: { id: string; partyId: string; lotIds: readonly string[] },
): Promise<void> {
	const connection = await ctx.em.findOne(Connection, { partyId: shipment.partyId, status: 'active' })
	if (!connection) return
	await discloseLots(
		ctx,
		connection.id,
		'upstream',
		shipment.lotIds.map((lotId) => ({ lotId, ref: newId() })),
	)
	await ctx.jobs.send('network.tell', { connectionId: connection.id, tell: 'shipment', key: shipment.id })
}

/** Notes lots as ones that a connected company is told of; those that are noted keep their reference. One statement. */
export async function discloseLots(
	ctx: Context,
	connectionId: string,
	direction: 'upstream' | 'downstream',
	lots: readonly { lotId: string; ref: string }[],
): Promise<void> {
	if (lots.length === 0) return
	await ctx.em.execute(
		`insert into disclosed_lot (id, tenant_id, connection_id, lot_id, ref, direction)
		select x.id, ?, ?, x.lot_id, x.ref, ? from jsonb_to_recordset(?::jsonb) as x(id uuid, lot_id uuid, ref uuid)
		on conflict (tenant_id, connection_id, lot_id, direction) do update set sent_at = null`,
		[
			ctx.tenant.id,
			connectionId,
			direction,
			JSON.stringify(lots.map((lot) => ({ id: newId(), lot_id: lot.lotId, ref: lot.ref }))),
		],
	)
}
