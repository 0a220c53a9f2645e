import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Takes the next numbers of several counters, in one statement, and answers the first of each. The rows' locks are taken
 * in one order everywhere and held until the unit of work ends: parallel writers wait for each other instead of locking
 * up, and no number is given twice. Numbers of a unit that is rolled back are given again.
 */
export async function takeNumbers(
	ctx: Context,
	counts: ReadonlyMap<string, number>,
): Promise<(counter: string) => number> {
	const asked = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([scope, count]) => ({ scope, count }))
	const rows = await ctx.em.execute<{ scope: string; last: number }[]>(
		`insert into lot_sequence as s (tenant_id, scope, last)
		select ?, r.scope, r.count from jsonb_to_recordset(?::jsonb) as r(scope text, count int)
		on conflict (tenant_id, scope) do update set last = s.last + excluded.last returning scope, last`,
		[ctx.tenant.id, JSON.stringify(asked)],
	)
	const firsts = new Map(rows.map((row) => [row.scope, row.last - (counts.get(row.scope) ?? 0) + 1]))
	return (counter) => {
		const first = firsts.get(counter)
		if (first === undefined) throw new Error(`No number for ${counter}`)
		return first
	}
}
