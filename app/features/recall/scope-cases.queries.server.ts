import type { Context } from '#app/platform/request/context.server.ts'

/** The lots that gave reason for a recall; null when there is none. One statement. */
export async function seedsOf(ctx: Context, recallId: string): Promise<string[] | null> {
	const [row] = await ctx.em.execute<{ seeds: string[] }[]>(
		'select to_jsonb(seed_lot_ids) as seeds from recall_case where id = ?',
		[recallId],
	)
	return row?.seeds ?? null
}

/** The recalls that lots are in, each lot in its newest one, with their seeds. One statement. */
export const recallsOfLots = (
	ctx: Context,
	lotIds: readonly string[],
): Promise<{ seeds: string[]; lots: string[] }[]> =>
	ctx.em.execute<{ seeds: string[]; lots: string[] }[]>(
		`select to_jsonb(c.seed_lot_ids) as seeds, to_jsonb(array_agg(x.lot_id order by x.lot_id)) as lots
		from (select distinct on (r.lot_id) r.lot_id, r.recall_id from recall_lot r join recall_case k on k.id = r.recall_id
			where r.lot_id = any(?::uuid[]) order by r.lot_id, k.created_at desc, k.id) x
		join recall_case c on c.id = x.recall_id group by c.id order by c.id`,
		[`{${lotIds.join(',')}}`],
	)
