import type { Context } from '#app/platform/request/context.server.ts'
import type { ApiAnswer } from './api-context.server.ts'
import { IdempotencyKey } from './idempotency.entity.server.ts'
import { problem } from './problem.ts'

const KEPT_MS = 24 * 3600_000

/**
 * Claims an idempotency key for this unit of work. A second request with the key waits in the database until the
 * first has ended, then gets its answer; with another request under the same key, a 422. Null: go on.
 */
export async function claimKey(ctx: Context, key: string, requestHash: string): Promise<ApiAnswer | null> {
	if (key.length > 200) return { status: 422, body: problem(422, 'idempotency-key-too-long', 'An Idempotency-Key has 200 characters at most.'), headers: {} }
	const actorId = ctx.actor.id ?? ''
	await ctx.em.nativeDelete(IdempotencyKey, { actorId, key, createdAt: { $lt: new Date(ctx.now.getTime() - KEPT_MS) } })
	const claimed = await ctx.em.execute<unknown[]>(
		'insert into idempotency_key (tenant_id, actor_id, key, request_hash, created_at) values (?, ?, ?, ?, ?) on conflict do nothing returning key',
		[ctx.tenant.id, actorId, key, requestHash, ctx.now],
	)
	if (claimed.length > 0) return null
	const row = await ctx.em.findOneOrFail(IdempotencyKey, { actorId, key })
	if (row.requestHash !== requestHash) {
		return { status: 422, body: problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.'), headers: {} }
	}
	return { status: row.status ?? 200, body: row.response ?? null, headers: row.headers ?? {} }
}

/** Keeps the answer under the claimed key. Streams are not kept: only what JSON can hold. */
export async function keepAnswer(ctx: Context, key: string, given: ApiAnswer): Promise<void> {
	if (given.body instanceof Response) return
	await ctx.em.nativeUpdate(IdempotencyKey, { actorId: ctx.actor.id ?? '', key }, { status: given.status, response: given.body, headers: given.headers })
}
