import { createHmac } from 'node:crypto'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ApiAnswer } from './endpoint.ts'
import { IdempotencyKey } from './idempotency.entity.server.ts'
import { ApiProblem, problem } from './problem.ts'

const KEPT_MS = 24 * 3600_000

/** One POST under one key of one caller. */
export type Claim = { key: string; callerId: string; requestHash: string }

/**
 * The claim of a POST that carries an `Idempotency-Key`, or null. The hash is keyed by the caller's secret, which is not
 * stored, because bodies may hold a password. Two uploads of the same parts are the same body, whatever their boundary.
 * @throws ApiProblem 422 `idempotency-key-invalid`.
 */
export async function claimOf(raw: Request, bytes: Uint8Array | null, callerId: string): Promise<Claim | null> {
	const key = raw.method === 'POST' ? raw.headers.get('idempotency-key') : null
	if (key === null) return null
	if (key.length === 0 || key.length > 200) {
		throw new ApiProblem(problem(422, 'idempotency-key-invalid', 'An Idempotency-Key has 1 to 200 characters.'))
	}
	const { pathname, search } = new URL(raw.url)
	const hash = createHmac('sha256', raw.headers.get('authorization') ?? '').update(`${pathname}${search}\n`)
	if (raw.headers.get('content-type')?.startsWith('multipart/form-data')) await hashParts(hash, raw.clone())
	else hash.update(bytes ?? '')
	return { key, callerId, requestHash: hash.digest('hex') }
}

async function hashParts(hash: ReturnType<typeof createHmac>, request: Request): Promise<void> {
	const form = await request.formData().catch(() => null)
	for (const [name, value] of form ?? []) {
		const content =
			typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(await value.arrayBuffer())
		hash
			.update(JSON.stringify([name, typeof value === 'string' ? null : value.name, content.byteLength]))
			.update(content)
	}
}

const rowOf = (claim: Claim) => ({ actorId: claim.callerId, key: claim.key })
const freshSince = (ctx: Context) => new Date(ctx.now.getTime() - KEPT_MS)

/** The answer that this very request got before, or the refusal of another one under its key; null: neither. */
export async function earlierAnswer(ctx: Context, claim: Claim): Promise<ApiAnswer | null> {
	const row = await ctx.em.findOne(IdempotencyKey, { ...rowOf(claim), createdAt: { $gte: freshSince(ctx) } })
	if (!row) return null
	if (row.requestHash !== claim.requestHash) {
		const detail = 'This Idempotency-Key was used for another request. Use a new one.'
		return { status: 422, body: problem(422, 'idempotency-key-reused', detail), headers: {} }
	}
	if (row.status == null)
		return {
			status: 409,
			body: problem(409, 'answer-not-kept', 'This was done, but its answer was not kept.'),
			headers: {},
		}
	return { status: row.status, body: JSON.parse(row.response?.text ?? 'null'), headers: row.headers ?? {} }
}

/**
 * Claims an idempotency key for this unit of work. A second request with the key waits in the database until the
 * first has ended, then gets its answer; with another request under the same key, a 422. Null: go on.
 */
export async function claimKey(ctx: Context, claim: Claim): Promise<ApiAnswer | null> {
	await ctx.em.nativeDelete(IdempotencyKey, { ...rowOf(claim), createdAt: { $lt: freshSince(ctx) } })
	const claimed = await ctx.em.execute<unknown[]>(
		'insert into idempotency_key (tenant_id, actor_id, key, request_hash, created_at) values (?, ?, ?, ?, ?) on conflict do nothing returning key',
		[ctx.tenant.id, claim.callerId, claim.key, claim.requestHash, ctx.now],
	)
	return claimed.length > 0 ? null : earlierAnswer(ctx, claim)
}

/** Keeps the answer under the claimed key. Streams are not kept: only what JSON can hold. */
export async function keepAnswer(ctx: Context, claim: Claim, given: ApiAnswer): Promise<void> {
	if (given.body instanceof Response) return
	await ctx.em.nativeUpdate(IdempotencyKey, rowOf(claim), {
		status: given.status,
		response: { text: JSON.stringify(given.body) },
		headers: given.headers,
	})
}

/** Forgets answers that are older than a day. */
export async function forgetAnswers(ctx: Context): Promise<void> {
	await ctx.em.nativeDelete(IdempotencyKey, { createdAt: { $lt: freshSince(ctx) } })
}
