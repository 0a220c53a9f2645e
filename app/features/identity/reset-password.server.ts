import { err, ok, type Result } from '#app/core/result.ts'
import { hashPassword } from '#app/platform/auth/passwords.server.ts'
import { runAccountWork } from '#app/platform/auth/sessions.server.ts'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type PasswordProblem, passwordProblem } from './password-policy.model.ts'
import { firstTenant } from './request-reset.server.ts'

export type ResetError = { code: 'link-spent' | PasswordProblem }

type Holder = { id: string; name: string; email: string }

const LIVING = `from account_token k join account a on a.id = k.account_id
	where k.token_hash = ? and k.purpose = 'reset' and k.used_at is null and k.expires_at > ? and a.disabled_at is null`

/** Whose password a link sets anew, or null: unknown, used, or older than an hour. Uses nothing up. */
export async function readResetLink(token: string): Promise<Holder | null> {
	const now = getPortal().clock.now()
	return runAccountWork(null, async (em) => {
		const [row] = await em.execute<Holder[]>(`select a.id, a.name, a.email ${LIVING}`, [hashToken(token), now])
		return row ?? null
	})
}

/**
 * Sets a new password by the link of a mail, once. Every session of the account ends, waiting after wrong tries is over,
 * and other links stop working; the second factor stays as it was.
 * Errors: `link-spent` (unknown, used, older than an hour, or the account belongs to nothing any more); the problems of
 * a new password (`passwordProblem`).
 */
export async function resetPassword(token: string, password: string): Promise<Result<null, ResetError>> {
	const holder = await readResetLink(token)
	const tenantId = holder ? await firstTenant(holder.id) : null
	if (!holder || !tenantId) return err({ code: 'link-spent' })
	const problem = passwordProblem(password, holder.email)
	if (problem) return err({ code: problem })
	const passwordHash = await hashPassword(password)
	return withTenantContext(tenantId, (ctx) => setPassword(ctx, { holder, tokenHash: hashToken(token), passwordHash }))
}

async function setPassword(
	ctx: Context,
	set: { holder: Holder; tokenHash: string; passwordHash: string },
): Promise<Result<null, ResetError>> {
	const { holder, tokenHash, passwordHash } = set
	const spent = await ctx.em.execute<{ account_id: string }[]>(
		'update account_token set used_at = ? where token_hash = ? and used_at is null and expires_at > ? returning account_id',
		[ctx.now, tokenHash, ctx.now],
	)
	if (spent.length !== 1) return err({ code: 'link-spent' })
	await ctx.em.execute('update account set password_hash = ?, failed_attempts = 0, blocked_until = null where id = ?', [
		passwordHash,
		holder.id,
	])
	await ctx.em.execute('delete from account_token where account_id = ? and token_hash <> ?', [holder.id, tokenHash])
	await ctx.em.execute('delete from session where account_id = ?', [holder.id])
	ctx.audit.record({
		action: 'account.password-reset',
		subject: { type: 'account', id: holder.id, label: holder.name },
		actor: { kind: 'person', id: holder.id, name: holder.name },
	})
	return ok(null)
}
