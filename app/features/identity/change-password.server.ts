import { err, ok, type Result } from '#app/core/result.ts'
import { Account } from '#app/platform/auth/auth.entity.server.ts'
import { hashPassword } from '#app/platform/auth/passwords.server.ts'
import { type IdentityProof, spendProof } from '#app/platform/auth/prove-identity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type PasswordProblem, passwordProblem } from './password-policy.model.ts'
import { renewSessions } from './renew-sessions.server.ts'

/**
 * Gives the acting person a new password. Every other session ends, and this one gets a new token, which is answered.
 * `proof` is a fresh one of this person's.
 * Errors: `not-proven`; the problems of a new password (`passwordProblem`).
 */
export async function changePassword(
	ctx: Context,
	input: { password: string; proof: IdentityProof },
): Promise<Result<string, { code: 'not-proven' | PasswordProblem }>> {
	if (input.proof.accountId !== ctx.actor.id || !spendProof(input.proof)) return err({ code: 'not-proven' })
	const account = await ctx.em.findOneOrFail(Account, { id: input.proof.accountId })
	const problem = passwordProblem(input.password, account.email)
	if (problem) return err({ code: problem })
	account.passwordHash = await hashPassword(input.password)
	await ctx.em.flush()
	await ctx.em.execute('delete from account_token where account_id = ?', [account.id])
	ctx.audit.record({
		action: 'account.password-change',
		subject: { type: 'account', id: account.id, label: account.name },
	})
	return ok(await renewSessions(ctx, account.totpSecret !== null))
}
