import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { MoveError, MoveRequest } from './move-record.server.ts'
import type { OpenAttempt } from './open-attempt.server.ts'
import { refusalMessages } from './refusal-messages.ts'
import { signRecord } from './sign-record.server.ts'
import { indexOf } from './workflow-index.ts'

/**
 * Signs a step that was granted, or an approval of it, where the transition asks for a signature; answers its id. What is
 * signed says whether it was an approval, and in whose name.
 * Errors: `transition-refused` when the proof was used before or is another person's.
 */
export async function signTransition(
	ctx: Context,
	request: MoveRequest,
	attempt: OpenAttempt,
	as: 'step' | 'approval' = 'step',
): Promise<Result<string | null, MoveError>> {
	const wanted = indexOf(attempt.definition).transitions.get(request.transition)?.signature
	if (!wanted || !request.signature) return ok(null)
	const { principal } = attempt
	const signature = await signRecord(ctx, request.signature, {
		type: request.kind,
		id: request.id,
		version: request.record.version,
		label: request.label,
		content: {
			transition: request.transition,
			...(as === 'approval' ? { approval: true } : {}),
			...(principal.delegate ? { inNameOf: { id: principal.id, name: principal.name } } : {}),
			record: JSON.parse(JSON.stringify(request.record)),
		},
	})
	if (signature.ok) return ok(signature.value.id)
	return err({
		code: 'transition-refused',
		refusals: [
			{
				code: 'signature',
				message: refusalMessages.signatureNotAccepted(),
				detail: { missing: 'reauthentication', meaning: wanted.meaning, reauth: wanted.reauth, reason: wanted.reason },
			},
		],
	})
}
