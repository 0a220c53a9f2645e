import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockMemberships } from './lock-memberships.server.ts'

export type DisableError = { code: 'not-allowed' | 'not-found' | 'self' | 'last-admin' | 'already-disabled' }

/**
 * Takes all roles of a person in this tenant away, from their next request on; other tenants of theirs are untouched.
 * Permission: `update` on Member.
 * Errors: `not-allowed`; `not-found`; `self` (nobody locks themselves out); `last-admin` (somebody must stay who can
 * invite); `already-disabled`.
 */
export async function disableMember(
	ctx: Context,
	accountId: string,
	reason?: string,
): Promise<Result<null, DisableError>> {
	if (!ctx.ability.can('update', 'Member')) return err({ code: 'not-allowed' })
	if (accountId === ctx.actor.id) return err({ code: 'self' })
	const all = await lockMemberships(ctx, accountId)
	const own = all.filter((row) => row.account_id === accountId)
	const person = own[0]
	if (!person) return err({ code: 'not-found' })
	const living = own.filter((row) => !row.disabled)
	if (living.length === 0) return err({ code: 'already-disabled' })
	const admins = new Set(
		all.filter((row) => row.role === 'compliance_admin' && !row.disabled).map((row) => row.account_id),
	)
	if (admins.has(accountId) && admins.size === 1) return err({ code: 'last-admin' })
	await ctx.em.execute(
		'update membership set disabled_at = ? where tenant_id = ? and account_id = ? and disabled_at is null',
		[ctx.now, ctx.tenant.id, accountId],
	)
	// A session that works in this tenant has nothing left to work in; it would otherwise go on in another tenant unasked.
	await ctx.em.execute('delete from session where account_id = ? and tenant_id = ?', [accountId, ctx.tenant.id])
	ctx.audit.record({
		action: 'member.disable',
		subject: { type: 'account', id: accountId, label: person.name },
		before: { roles: living.map((row) => row.role), disabled: false },
		after: { disabled: true },
		reason: reason ?? null,
	})
	return ok(null)
}
