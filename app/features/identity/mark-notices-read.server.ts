import { ok, type Result } from '#app/core/result.ts'
import type { NoticeKind } from '#app/features/notifications/notice-event.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Marks one of the acting person's notices as read, those of a kind, or all of them. Answers how many were unread. */
export async function markNoticesRead(
	ctx: Context,
	which: { id: string } | { kind: NoticeKind } | 'all',
): Promise<Result<number, never>> {
	const id = which !== 'all' && 'id' in which ? which.id : null
	const kind = which !== 'all' && 'kind' in which ? which.kind : null
	const rows = await ctx.em.execute<{ id: string }[]>(
		`update notification set read_at = ? where account_id = ? and read_at is null
			and (?::uuid is null or id = ?::uuid) and (?::text is null or kind = ?) returning id`,
		[ctx.now, ctx.actor.id, id, id, kind, kind],
	)
	return ok(rows.length)
}
