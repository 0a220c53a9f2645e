import { ok, type Result } from '#app/core/result.ts'
import { Account } from '#app/platform/auth/auth.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ProfileInput } from './account.schema.ts'

/** Changes the acting person's own name and language. */
export async function updateProfile(ctx: Context, input: ProfileInput): Promise<Result<null, never>> {
	const account = await ctx.em.findOneOrFail(Account, { id: ctx.actor.id as string })
	const before = { name: account.name, language: account.language ?? null }
	account.name = input.name
	account.language = input.language
	ctx.audit.record({
		action: 'account.update',
		subject: { type: 'account', id: account.id, label: input.name },
		before,
		after: { ...input },
	})
	return ok(null)
}
