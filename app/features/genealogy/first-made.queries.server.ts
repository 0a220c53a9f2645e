import type { Context } from '#app/platform/request/context.server.ts'

/** When the first event that made each of some lots happened; a lot that none made is left out. One statement. */
export async function firstMade(ctx: Context, lotIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ lotId: string; at: Date | string }[]>(
		`select p.lot_id as "lotId", min(e.event_time) as at from trace_event_lot p join trace_event e on e.id = p.event_id
		where p.lot_id = any(?::uuid[]) and p.role = 'output'
			and e.kind in ('produce', 'consume', 'split', 'merge', 'rework', 'relabel', 'repack', 'change')
			and not exists (select 1 from trace_event c where c.corrects_id = e.id and c.kind = 'correct')
		group by p.lot_id`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(rows.map(({ lotId, at }) => [lotId, new Date(at)]))
}
