import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ReadingSeries, ReadLimits } from './order-readings.model.ts'

/** The limits that each parameter of an order was last read against. One statement. */
export async function latestLimits(ctx: Context, orderId: string): Promise<Map<string, ReadLimits>> {
	const rows = await ctx.em.execute<({ parameter: string } & ReadLimits)[]>(
		`select distinct on (parameter) parameter, unit, trim_scale(min)::text as min, trim_scale(max)::text as max
		from production_reading where order_id = ? order by parameter, read_at desc`,
		[orderId],
	)
	return new Map(rows.map(({ parameter, ...limits }) => [parameter, limits]))
}

/** Points of one parameter that a page draws; the latest of them. */
const POINTS = 500

/** The readings of an order by parameter. One statement. */
export async function readReadings(ctx: Context, orderId: string): Promise<ReadingSeries[]> {
	const rows = await ctx.em.execute<
		(ReadLimits & { parameter: string; count: number; outside: number; points: [number, string][] })[]
	>(
		`select r.parameter, (array_agg(r.unit order by r.read_at desc))[1] as unit, (array_agg(trim_scale(r.min)::text order by r.read_at desc))[1] as min,
			(array_agg(trim_scale(r.max)::text order by r.read_at desc))[1] as max, max(r.count)::int as count, max(r.outside)::int as outside,
			json_agg(json_build_array((extract(epoch from r.read_at) * 1000)::bigint, r.value::text) order by r.read_at) as points
		from (select x.*, row_number() over (partition by x.parameter order by x.read_at desc, x.id desc) as place,
				count(*) over (partition by x.parameter) as count, count(*) filter (where not x.within) over (partition by x.parameter) as outside
			from production_reading x where x.order_id = ?) r
		where r.place <= ${POINTS} group by r.parameter order by r.parameter`,
		[orderId],
	)
	return rows.map(({ points, ...row }) => ({
		...row,
		points: points.map(([at, value]) => ({ at, value: Number(value) })),
	}))
}

/**
 * The names of what the pinned revision needs read before the order may be finished and nobody has read: neither as a
 * reading of the order nor with an event under it that still counts. One statement.
 */
export async function unreadParameters(
	ctx: Context,
	order: { id: string; revisionId: string },
): Promise<LocalizedText[]> {
	const rows = await ctx.em.execute<{ name: LocalizedText }[]>(
		`select p.name from process_parameter p where p.revision_id = ? and p.required
			and not exists (select 1 from production_reading r where r.order_id = ? and r.parameter = p.key)
			and not exists (select 1 from trace_event e where e.order_id = ? and jsonb_exists(e.parameters, p.key)
				and not exists (select 1 from trace_event c where c.corrects_id = e.id))
		order by p.position limit 200`,
		[order.revisionId, order.id, order.id],
	)
	return rows.map(({ name }) => name)
}
