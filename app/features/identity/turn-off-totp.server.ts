import { err, ok, type Result } from '#app/core/result.ts'
import { Account } from '#app/platform/auth/auth.entity.server.ts'
import { type IdentityProof, spendProof } from '#app/platform/auth/prove-identity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { renewSessions } from './renew-sessions.server.ts'

/**
 * Turns off the second factor. The proof was made with password and code, since the factor was on. Other sessions end;
 * answers this one's new token.
 * Errors: `not-proven`; `already-off`.
 */
export async function turnOffTotp(
	ctx: Context,
	input: { proof: IdentityProof },
): Promise<Result<string, { code: 'not-proven' | 'already-off' }>> {
	if (input.proof.accountId !== ctx.actor.id || !spendProof(input.proof)) return err({ code: 'not-proven' })
	const account = await ctx.em.findOneOrFail(Account, { id: input.proof.accountId })
	if (!account.totpSecret) return err({ code: 'already-off' })
	account.totpSecret = null
	account.totpLastStep = null
	await ctx.em.flush()
	ctx.audit.record({
		action: 'account.second-factor-off',
		subject: { type: 'account', id: account.id, label: account.name },
	})
	return ok(await renewSessions(ctx, false))
}
