import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { sessionKey } from './session-key.server.ts'

/**
 * Ends one of the acting person's own sessions, named by `sessionKey`; whoever uses it must log in again.
 * Errors: `not-found` (another person's, or ended already).
 */
export async function endOwnSession(ctx: Context, key: string): Promise<Result<null, { code: 'not-found' }>> {
	const rows = await ctx.em.execute<{ token_hash: string }[]>(
		'select token_hash from session where account_id = ? for update',
		[ctx.actor.id],
	)
	const session = rows.find((row) => sessionKey(row.token_hash) === key)
	if (!session) return err({ code: 'not-found' })
	await ctx.em.execute('delete from session where token_hash = ?', [session.token_hash])
	ctx.audit.record({
		action: 'session.end',
		subject: { type: 'account', id: ctx.actor.id as string, label: ctx.actor.name },
	})
	return ok(null)
}
