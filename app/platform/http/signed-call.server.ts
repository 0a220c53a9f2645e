import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import { type IdentityProof, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { readMember } from '#app/platform/auth/sessions.server.ts'
import type { Caller } from './endpoint.ts'
import { ApiProblem, type ProblemItem, problem } from './problem.ts'

/** A person's signature in the body of a call. */
export const callSignatureSchema = z
	.object({
		email: z.string().max(200),
		password: z.string().max(1000),
		code: z.string().max(20).optional(),
		meaning: z.string().max(60).optional(),
		reason: z.string().trim().min(LEAST_REASON).max(2000),
	})
	.meta({
		id: 'CallSignature',
		description: 'A person of the tenant signs with their own password and, where set up, code',
	})

export type CallSignature = z.output<typeof callSignatureSchema>

/** Who signed, with the proof that `signRecord` uses up. */
export type CallSigner = { proof: IdentityProof; actor: Extract<Actor, { kind: 'person' }> }

const refused = (errors: ProblemItem[]) =>
	problem(422, 'signature-refused', 'The signer did not prove to be who they are.', errors)

/**
 * Proves who signs a call; for `before`, since wrong tries are counted whatever becomes of the unit of work. A person
 * who is no member of the key's tenant, or of another partner than the key's, answers like a wrong password.
 * @throws ApiProblem 422 `signature-refused` (`wrong-password`, `code-needed`, `wrong-code` in errors), 429
 * `too-many-tries` with Retry-After.
 */
export async function proveSigner(caller: Caller, given: CallSignature): Promise<CallSigner> {
	const proved = await proveIdentity({ email: given.email }, { password: given.password, code: given.code })
	if (!proved.ok) {
		const { code, retryAfterSeconds } = proved.error
		if (code === 'blocked') {
			const wait = { 'Retry-After': String(retryAfterSeconds ?? 60) }
			throw new ApiProblem(
				problem(429, 'too-many-tries', 'Too many wrong tries for this person. Wait as long as Retry-After says.'),
				wait,
			)
		}
		throw new ApiProblem(refused([{ path: '/signature', code, message: MESSAGES[code] }]))
	}
	const member = await readMember(proved.value.accountId, caller.tenant.id)
	const { partyId } = caller.key
	if (!member || (partyId !== null && member.actor.partyId !== partyId)) {
		throw new ApiProblem(refused([{ path: '/signature', code: 'wrong-password', message: MESSAGES['wrong-password'] }]))
	}
	return { proof: proved.value, actor: member.actor }
}

const MESSAGES = {
	'wrong-password': 'Address and password do not fit.',
	'code-needed': 'This person signs with a code of their authenticator too: add "code".',
	'wrong-code': 'The code is wrong, or was used before.',
} as const
