import { type Language, localized } from '#app/core/localized.ts'
import { err, type Result } from '#app/core/result.ts'
import { type IdentityProof, type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { wholeMessage } from './refusal-messages.ts'
import type { Refusal } from './workflow.model.ts'

/** Asks the signed-in person to prove who they are for a step that is signed; call it before the unit of work. */
export async function proveStep(
	request: Request,
	given: { password: string; code: string | undefined },
	language: Language,
): Promise<Result<IdentityProof, FormRefusal>> {
	const person = await whoIs(request)
	if (!person) throw new Response('Unauthorized', { status: 401 })
	const { password, code } = given
	const proof = await proveIdentity({ accountId: person.account.id }, { password, ...(code ? { code } : {}) })
	return proof.ok ? proof : err(proofRefusal(language, proof.error))
}

function proofRefusal(language: Language, error: ProofError): FormRefusal {
	const t = serverText(language, 'workflow')
	if (error.code === 'blocked')
		return { ok: false, formError: t('dialog.blocked', { seconds: error.retryAfterSeconds ?? 60 }) }
	if (error.code === 'wrong-password') return { ok: false, fieldErrors: { password: t('dialog.wrongPassword') } }
	return {
		ok: false,
		fieldErrors: { code: t(error.code === 'code-needed' ? 'dialog.codeNeeded' : 'dialog.wrongCode') },
	}
}

/** Everything that a step lacks, for its dialog: beside the field where there is one, the rest at its top. */
export function stepRefusal(language: Language, refusals: readonly Refusal[]): FormRefusal {
	const fieldErrors: Record<string, string> = {}
	const rest: string[] = []
	for (const refusal of refusals) {
		const field = fieldOf(refusal)
		const message = localized(wholeMessage(refusal), language)
		if (field) fieldErrors[field] ??= message
		else rest.push(message)
	}
	return { ok: false, fieldErrors, ...(rest.length > 0 ? { formError: rest.join(' ') } : {}) }
}

/** The field of the dialog that a refusal belongs beside. */
function fieldOf(refusal: Refusal): string | null {
	if (refusal.code === 'field') return refusal.detail.field === 'reason' ? 'reason' : `field.${refusal.detail.field}`
	if (refusal.code === 'signature') return refusal.detail.missing === 'reason' ? 'reason' : 'password'
	return null
}
