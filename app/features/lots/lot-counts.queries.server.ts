import type { Context } from '#app/platform/request/context.server.ts'

/** How much there is of what a lot's page shows in parts. */
export type LotCounts = { quality: number; events: number; decisions: number }

/** Counts what the parts of a lot's page hold, whether they are read or not. One statement. */
export async function countLotParts(ctx: Context, lotId: string): Promise<LotCounts> {
	const [row] = await ctx.em.execute<LotCounts[]>(
		`select (select count(*)::int from test_result where lot_id = ? and superseded_at is null) as quality,
			(select count(*)::int from trace_event_lot where lot_id = ?) as events,
			(select count(*)::int from decision where lot_id = ? and not (rule_set = 'threshold_watch' and outcome = 'pass')) as decisions`,
		[lotId, lotId, lotId],
	)
	return row ?? { quality: 0, events: 0, decisions: 0 }
}
