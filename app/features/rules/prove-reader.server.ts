import type { Language } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type IdentityProof, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'

/**
 * Asks the logged-in reader to prove who they are for a signature; call it before the unit of work. A refusal is ready
 * for the form, in the reader's language: password or code wrong, code needed, too many tries.
 * @throws 401 when nobody is logged in.
 */
export async function proveReader(
	request: Request,
	given: { password: string; code?: string | undefined },
	language: Language,
): Promise<Result<IdentityProof, FormRefusal>> {
	const person = await whoIs(request)
	if (!person) throw new Response('Unauthorized', { status: 401 })
	const { password, code } = given
	const proof = await proveIdentity({ accountId: person.account.id }, { password, ...(code ? { code } : {}) })
	if (proof.ok) return ok(proof.value)
	const t = serverText(language, 'rules')
	const { error } = proof
	if (error.code === 'blocked')
		return err({ ok: false, formError: t('sign.blocked', { seconds: error.retryAfterSeconds ?? 60 }) })
	if (error.code === 'wrong-password') return err({ ok: false, fieldErrors: { password: t('sign.wrongPassword') } })
	const message = t(error.code === 'code-needed' ? 'sign.codeNeeded' : 'sign.wrongCode')
	return err({ ok: false, fieldErrors: { code: message } })
}
