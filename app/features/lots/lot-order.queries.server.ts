import type { Context } from '#app/platform/request/context.server.ts'

/** The number of the work order that a lot was made by; null when it is not there. */
export async function orderOfLot(ctx: Context, orderId: string): Promise<{ id: string; number: string } | null> {
	const [row] = await ctx.em.execute<{ id: string; number: string }[]>(
		'select id, number from production_order where id = ?',
		[orderId],
	)
	return row ?? null
}
