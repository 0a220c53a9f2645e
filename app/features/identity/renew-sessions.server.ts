import { openSession } from '#app/platform/auth/sessions.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Ends every session of the acting person and opens a new one in this tenant: what was stolen before a change of
 * password or second factor opens nothing after it. Answers the new token.
 */
export async function renewSessions(ctx: Context, secondFactor: boolean): Promise<string> {
	const accountId = ctx.actor.id as string
	await ctx.em.execute('delete from session where account_id = ?', [accountId])
	return openSession(ctx.em, accountId, ctx.tenant.id, secondFactor)
}
