import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Locks a delivery until the unit of work ends. Whoever settles a line takes this lock first, so that of two receivers of
 * one line one wins, and the last of several lines always sees the others settled. Whether there is such a delivery.
 */
export async function lockDelivery(ctx: Context, deliveryId: string): Promise<boolean> {
	await ctx.em.flush()
	const rows = await ctx.em.execute<{ id: string }[]>(
		"select id from shipment where id = ? and direction = 'inbound' for update",
		[deliveryId],
	)
	return rows.length > 0
}
