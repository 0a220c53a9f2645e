import type { Context as HonoContext } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { err, ok, type Result } from '#app/core/result.ts'
import { abilityFor } from '#app/platform/auth/ability.server.ts'
import { readApiKey } from '#app/platform/auth/api-keys.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { languageFromHeader } from '#app/platform/request/language.server.ts'
import { runUnitOfWork, type UnitOfWork } from '#app/platform/request/unit-of-work.server.ts'
import { clientAddress } from './client-address.ts'
import type { ApiAnswer, Caller, Endpoint, EndpointRequest, Shape } from './endpoint.ts'
import { type Claim, claimKey, claimOf, earlierAnswer, keepAnswer } from './idempotency.server.ts'
import { ApiProblem, problem } from './problem.ts'
import { secondsToWait } from './rate-limit.ts'

/** Per key and process: generous for an integration, small for a loop gone wild. */
export const callsPerKey = new RateLimiterMemory({ points: 2_000, duration: 10 })
/** Wrong keys by address, so that keys cannot be guessed. */
export const wrongKeysPerAddress = new RateLimiterMemory({ points: 60, duration: 60 })

const tooMany = (seconds: number) =>
	new ApiProblem(problem(429, 'too-many-requests', 'Wait as long as Retry-After says, then go on.'), {
		'Retry-After': String(seconds),
	})

/**
 * Whose key a call came with.
 * @throws ApiProblem 401 (no key, unknown, run out, revoked), 429 (too many wrong keys from one address, too many calls).
 */
export async function identifyCaller(c: HonoContext): Promise<Caller> {
	const { headers } = c.req.raw
	const bearer = /^Bearer (\S{16,200})$/i.exec(headers.get('authorization') ?? '')?.[1]
	const found = bearer ? await readApiKey(bearer) : null
	if (!found) {
		const wait = await secondsToWait(wrongKeysPerAddress, clientAddress(c, getPortal().env.TRUST_PROXY === 'true'))
		if (wait !== null) throw tooMany(wait)
		throw new ApiProblem(problem(401, 'not-authenticated', 'Send a valid key: Authorization: Bearer …'), {
			'WWW-Authenticate': 'Bearer',
		})
	}
	const wait = await secondsToWait(callsPerKey, found.actor.id)
	if (wait !== null) throw tooMany(wait)
	return {
		tenant: found.tenant,
		key: found.actor,
		language: languageFromHeader(headers.get('accept-language')) ?? found.tenant.language,
	}
}

/** @throws ApiProblem 403 when the key has no scope for the call. */
export function demandScope(caller: Caller, [action, subject]: Endpoint<Shape, Shape, Shape, unknown>['can']): void {
	if (abilityFor(caller.key).can(action, subject)) return
	throw new ApiProblem(problem(403, 'not-allowed', `This key may not ${action} ${subject}.`))
}

type Call<P extends Shape, Q extends Shape, B extends Shape> = {
	caller: Caller
	request: EndpointRequest<P, Q, B>
	bytes: Uint8Array | null
	requestId: string | null
}

/**
 * The door for programs: what has to happen before, one transaction, the handler. A POST with an `Idempotency-Key` has
 * its effect once; the same key and body get the same answer, another body is refused.
 */
export async function runCall<P extends Shape, Q extends Shape, B extends Shape, X>(
	endpoint: Endpoint<P, Q, B, X>,
	{ caller, request, bytes, requestId }: Call<P, Q, B>,
): Promise<ApiAnswer> {
	const claim = await claimOf(request.raw, bytes, caller.key.id)
	const byKey: UnitOfWork = { tenant: caller.tenant, actor: caller.key, language: caller.language, requestId }
	if (claim && endpoint.before) {
		// A code of a second factor counts once: the repeated request must not need it again.
		const earlier = await runUnitOfWork(byKey, (ctx) => earlierAnswer(ctx, claim))
		if (earlier) return earlier
	}
	const before = endpoint.before ? await endpoint.before(request, caller) : (undefined as X)
	const signer = endpoint.signer?.(before) ?? null
	const { keepOnRefusal: keeps = false } = endpoint
	const keepOnRefusal = typeof keeps === 'function' ? keeps(request) : keeps
	const unit: UnitOfWork = {
		...byKey,
		...(signer ? { actor: signer, through: caller.key } : {}),
		keepOnRefusal,
		...(endpoint.readOnly ? { readOnly: true } : {}),
	}
	const result = await runUnitOfWork(unit, async (ctx): Promise<Result<ApiAnswer, ApiAnswer>> => {
		const earlier = claim ? await claimKey(ctx, claim) : null
		if (earlier) return ok(earlier)
		const given = await endpoint.handle(ctx, request, before)
		if (claim && (given.status < 400 || keepOnRefusal)) await keepAnswer(ctx, claim, given)
		return given.status >= 400 ? err(given) : ok(given)
	})
	if (result.ok) return result.value
	if (claim && !keepOnRefusal) await keepRefusal(byKey, claim, result.error)
	return result.error
}

/** The refused unit of work is rolled back, and its claim with it: the answer is kept in one of its own. */
async function keepRefusal(unit: UnitOfWork, claim: Claim, refusal: ApiAnswer): Promise<void> {
	if (refusal.status >= 500 || refusal.status === 429) return
	await runUnitOfWork(unit, async (ctx) => {
		if (!(await claimKey(ctx, claim))) await keepAnswer(ctx, claim, refusal)
	})
}
