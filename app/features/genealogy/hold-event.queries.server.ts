import type { Context } from '#app/platform/request/context.server.ts'

/** The latest event by which one of these lots was held. */
export async function newestHoldEvent(ctx: Context, lotIds: readonly string[]): Promise<string> {
	const [row] = await ctx.em.execute<{ id: string }[]>(
		`select e.id from trace_event e join trace_event_lot p on p.event_id = e.id
		where p.lot_id = any(?::uuid[]) and e.kind = 'hold' order by e.recorded_at desc, e.id desc limit 1`,
		[`{${lotIds.join(',')}}`],
	)
	if (!row) throw new Error('A lot was held without an event')
	return row.id
}
