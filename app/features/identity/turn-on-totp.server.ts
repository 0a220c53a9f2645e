import { err, ok, type Result } from '#app/core/result.ts'
import { Account } from '#app/platform/auth/auth.entity.server.ts'
import { type IdentityProof, spendProof } from '#app/platform/auth/prove-identity.server.ts'
import { acceptedStep, sealSecret } from '#app/platform/auth/totp.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { renewSessions } from './renew-sessions.server.ts'

/**
 * Turns on the second factor with a secret that the person's authenticator holds, shown by a code of it. That code counts
 * as used. Other sessions end; answers this one's new token.
 * Errors: `not-proven`; `already-on`; `wrong-code`.
 */
export async function turnOnTotp(
	ctx: Context,
	input: { secret: string; code: string; proof: IdentityProof },
): Promise<Result<string, { code: 'not-proven' | 'already-on' | 'wrong-code' }>> {
	if (input.proof.accountId !== ctx.actor.id || !spendProof(input.proof)) return err({ code: 'not-proven' })
	const account = await ctx.em.findOneOrFail(Account, { id: input.proof.accountId })
	if (account.totpSecret) return err({ code: 'already-on' })
	const step = acceptedStep(input.secret, input.code, null, ctx.now)
	if (step === null) return err({ code: 'wrong-code' })
	account.totpSecret = sealSecret(input.secret)
	account.totpLastStep = step
	await ctx.em.flush()
	ctx.audit.record({
		action: 'account.second-factor-on',
		subject: { type: 'account', id: account.id, label: account.name },
	})
	return ok(await renewSessions(ctx, true))
}
