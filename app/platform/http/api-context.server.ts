import { createHash } from 'node:crypto'
import type { Context as HonoContext } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Action, SubjectName } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import { readApiKey } from '#app/platform/auth/api-keys.server.ts'
import { languageFromHeader } from '#app/platform/request/language.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { runUnitOfWork } from '#app/platform/request/unit-of-work.server.ts'
import { claimKey, keepAnswer } from './idempotency.server.ts'
import { problem, problemResponse } from './problem.ts'

/** What a call answers; 400 and above rolls the unit of work back. A `Response` as body is sent as it is. */
export type ApiAnswer = { status: number; body: unknown; headers: Record<string, string> }

export type ApiNeeds = { can: readonly [Action, SubjectName]; body: Uint8Array | null; keepOnRefusal?: boolean }

/** Per key and process: generous for an integration, small for a loop gone wild. */
const perKey = new RateLimiterMemory({ points: 2_000, duration: 10 })
/** Wrong keys by address. */
const perAddress = new RateLimiterMemory({ points: 30, duration: 60 })

const send = (given: ApiAnswer): Response => {
	if (given.body instanceof Response) return given.body
	const type = given.status >= 400 ? 'application/problem+json' : 'application/json'
	return new Response(JSON.stringify(given.body), { status: given.status, headers: { 'Content-Type': type, ...given.headers } })
}

const tooMany = (ms: number): Response =>
	problemResponse(problem(429, 'too-many-requests', 'Wait as long as Retry-After says, then go on.'), { 'Retry-After': String(Math.max(1, Math.ceil(ms / 1000))) })

async function limited(limiter: RateLimiterMemory, key: string): Promise<Response | null> {
	try {
		await limiter.consume(key)
		return null
	} catch (error) {
		if (error instanceof RateLimiterRes) return tooMany(error.msBeforeNext)
		throw error
	}
}

const addressOf = (c: HonoContext): string =>
	(c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown'

const requestHash = (request: Request, body: Uint8Array | null): string => {
	const { pathname, search } = new URL(request.url)
	return createHash('sha256').update(`${request.method} ${pathname}${search}\n`).update(body ?? '').digest('hex')
}

/**
 * The door for programs: key → tenant and scopes → ability → one transaction → the handler. A POST with an
 * `Idempotency-Key` has its effect once; the same key and body get the same answer, another body is refused.
 */
export async function withApiContext(c: HonoContext, needs: ApiNeeds, handler: (ctx: Context) => Promise<ApiAnswer>): Promise<Response> {
	const request = c.req.raw
	const bearer = /^Bearer (\S{16,200})$/.exec(request.headers.get('authorization') ?? '')?.[1]
	const key = bearer ? await readApiKey(bearer) : null
	if (!key) {
		const slow = await limited(perAddress, addressOf(c))
		return slow ?? problemResponse(problem(401, 'not-authenticated', 'Send a valid key: Authorization: Bearer …'), { 'WWW-Authenticate': 'Bearer' })
	}
	const slow = await limited(perKey, key.actor.id ?? '')
	if (slow) return slow
	const language = languageFromHeader(request.headers.get('accept-language')) ?? key.tenant.language
	const unit = { tenant: key.tenant, actor: key.actor as Actor, language, requestId: String(c.get('requestId') ?? '') || null }
	const idempotencyKey = request.method === 'POST' ? request.headers.get('idempotency-key') : null
	const hash = idempotencyKey ? requestHash(request, needs.body) : ''
	const result = await runUnitOfWork({ ...unit, ...(needs.keepOnRefusal ? { keepOnRefusal: true } : {}) }, async (ctx): Promise<Result<ApiAnswer, ApiAnswer>> => {
		if (!ctx.ability.can(needs.can[0], needs.can[1])) return err({ status: 403, body: problem(403, 'not-allowed', `This key may not ${needs.can[0]} ${needs.can[1]}.`), headers: {} })
		if (idempotencyKey) {
			const earlier = await claimKey(ctx, idempotencyKey, hash)
			if (earlier) return ok(earlier)
		}
		const given = await handler(ctx)
		if (idempotencyKey && given.status < 400) await keepAnswer(ctx, idempotencyKey, given)
		return given.status >= 400 ? err(given) : ok(given)
	})
	if (result.ok) return send(result.value)
	if (idempotencyKey && result.error.status >= 400 && result.error.status < 500 && result.error.status !== 403) {
		await runUnitOfWork(unit, async (ctx) => {
			if (!(await claimKey(ctx, idempotencyKey, hash))) await keepAnswer(ctx, idempotencyKey, result.error)
		})
	}
	return send(result.error)
}
