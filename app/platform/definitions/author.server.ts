import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Whose words a draft holds: the acting person's, or of a key the person's who made it, so that nobody approves what
 * they sent in by a key of their own. Null for the portal itself and for a key that nobody made.
 */
export async function authorOf(ctx: Context): Promise<string | null> {
	if (ctx.actor.kind !== 'api-key') return accountOf(ctx.actor)
	const [key] = await ctx.em.execute<{ created_by: string | null }[]>('select created_by from api_key where id = ?', [
		ctx.actor.id,
	])
	return key?.created_by ?? null
}
