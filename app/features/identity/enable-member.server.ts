import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockMemberships } from './lock-memberships.server.ts'

/**
 * Gives a disabled person the roles back that they had in this tenant. Permission: `update` on Member.
 * Errors: `not-allowed`; `not-found`; `not-disabled`.
 */
export async function enableMember(
	ctx: Context,
	accountId: string,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'not-disabled' }>> {
	if (!ctx.ability.can('update', 'Member')) return err({ code: 'not-allowed' })
	const own = (await lockMemberships(ctx, accountId)).filter((row) => row.account_id === accountId)
	const person = own[0]
	if (!person) return err({ code: 'not-found' })
	const disabled = own.filter((row) => row.disabled)
	if (disabled.length === 0) return err({ code: 'not-disabled' })
	await ctx.em.execute('update membership set disabled_at = null where tenant_id = ? and account_id = ?', [
		ctx.tenant.id,
		accountId,
	])
	ctx.audit.record({
		action: 'member.enable',
		subject: { type: 'account', id: accountId, label: person.name },
		before: { disabled: true },
		after: { roles: disabled.map((row) => row.role), disabled: false },
	})
	return ok(null)
}
