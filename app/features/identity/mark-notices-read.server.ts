import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Marks one of the acting person's notices as read, or all of them. Answers how many were unread. */
export async function markNoticesRead(ctx: Context, which: { id: string } | 'all'): Promise<Result<number, never>> {
	const id = which === 'all' ? null : which.id
	const rows = await ctx.em.execute<{ id: string }[]>(
		'update notification set read_at = ? where account_id = ? and read_at is null and (?::uuid is null or id = ?::uuid) returning id',
		[ctx.now, ctx.actor.id, id, id],
	)
	return ok(rows.length)
}
