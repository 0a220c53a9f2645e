import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import { readApiKey } from '#app/platform/auth/api-keys.server.ts'
import { type IdentityProof, type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'

/** A person's signature in a call: who, the proof, why. */
export const signatureSchema = z
	.object({
		email: z.string().max(200),
		password: z.string().max(200),
		code: z.string().max(20).optional(),
		reason: z.string().trim().min(3).max(1000),
	})
	.meta({ id: 'Signature', description: 'A person of the tenant signs: not the author of the draft.' })

const signedBodySchema = z.object({ signature: signatureSchema })

const proofs = new WeakMap<Request, Result<IdentityProof, ProofError>>()

/** The proof of the person whose signature the call carries; undefined when it carries none. */
export const proofOf = (request: Request): Result<IdentityProof, ProofError> | undefined => proofs.get(request)

/**
 * Proves who signs before the call's own unit of work begins, since wrong tries have to be counted even if it is
 * rolled back. A call without a valid key is left to be refused: it cannot be used to guess passwords.
 */
export const proveSigner: MiddlewareHandler = async (c, next) => {
	const request = c.req.raw
	const bearer = /^Bearer (\S{16,200})$/.exec(request.headers.get('authorization') ?? '')?.[1]
	const isKnown = bearer !== undefined && (await readApiKey(bearer)) !== null
	const body = isKnown ? signedBodySchema.safeParse(await readBody(request)) : null
	if (body?.success) {
		const { email, password, code } = body.data.signature
		proofs.set(request, await proveIdentity({ email }, { password, code }))
	}
	return next()
}

async function readBody(request: Request): Promise<unknown> {
	try {
		return await request.clone().json()
	} catch {
		return null
	}
}
