import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { NoticePreference } from './notification.entity.server.ts'
import type { Preference } from './preference.model.ts'
import { readPreference } from './preference.queries.server.ts'

/**
 * Keeps how the acting person wants to hear of this tenant. Mandatory kinds reach them whatever is kept.
 * Errors: `forbidden` (keys have no preferences).
 */
export async function savePreference(
	ctx: Context,
	preference: Preference,
): Promise<Result<null, { code: 'forbidden' }>> {
	const accountId = accountOf(ctx.actor)
	if (!accountId) return err({ code: 'forbidden' })
	const before = await readPreference(ctx, accountId)
	const known = await ctx.em.findOne(NoticePreference, { accountId })
	const values = { ...preference, updatedAt: ctx.now }
	if (known) ctx.em.assign(known, values)
	else ctx.em.create(NoticePreference, { id: newId(), accountId, ...values })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'account.notifications',
		subject: { type: 'account', id: accountId, label: ctx.actor.name },
		before: { ...before },
		after: { ...preference },
	})
	return ok(null)
}
