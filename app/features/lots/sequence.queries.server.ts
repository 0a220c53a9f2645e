import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Takes the next `count` numbers of a scope and answers the first. The row's lock is held until the unit of work ends,
 * so that parallel writers wait and no number is given twice; numbers of a rolled-back unit are given again.
 */
export async function takeNumbers(ctx: Context, scope: string, count: number): Promise<number> {
	const [row] = await ctx.em.execute<{ last: number }[]>(
		`insert into lot_sequence as s (tenant_id, scope, last) values (?, ?, ?)
		on conflict (tenant_id, scope) do update set last = s.last + excluded.last returning last`,
		[ctx.tenant.id, scope, count],
	)
	if (!row) throw new Error(`No number for ${scope}`)
	return row.last - count + 1
}
