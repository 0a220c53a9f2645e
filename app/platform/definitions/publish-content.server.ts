import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/core/canonical-json.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { SHIPPED_NOTE } from './draft.model.ts'
import { forgetInForce } from './versions-in-force.server.ts'

/** SHA-256 of a definition's content in canonical form: two versions with it equal say the same. */
export const contentHash = (content: Record<string, unknown>): string =>
	createHash('sha256').update(canonicalJson(content)).digest('hex')

/**
 * Orders everyone who puts versions of this key into force, until their units of work end: the second sees what the
 * first did. Also where there is no version yet to lock.
 */
export async function lockKey(ctx: Context, kind: DefinitionKind, key: string): Promise<void> {
	await ctx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${ctx.tenant.id} ${kind} ${key}`])
	forgetInForce(ctx, kind, key)
}

/** The version that is active now, as it stands in the database. Call it under `lockKey`. */
export const findActive = (ctx: Context, kind: DefinitionKind, key: string): Promise<DefinitionVersion | null> =>
	ctx.em.findOne(DefinitionVersion, { kind, key, status: 'active' }, { refresh: true })

/** Gives a version the next number of its key, which makes its content unchangeable. Call it under `lockKey`. */
export async function numberVersion(ctx: Context, version: DefinitionVersion): Promise<number> {
	const [last] = await ctx.em.execute<{ number: number | null }[]>(
		'select max(number) as number from definition_version where kind = ? and key = ?',
		[version.kind, version.key],
	)
	version.number = (last?.number ?? 0) + 1
	return version.number
}

/** Takes the active version of a key out of force. Call it under `lockKey`. Answers its number; null where there is none. */
export async function retireActive(ctx: Context, kind: DefinitionKind, key: string): Promise<number | null> {
	const active = await findActive(ctx, kind, key)
	if (!active) return null
	active.status = 'retired'
	active.retiredAt = ctx.now
	// By itself: there is never more than one active version, not even between two statements.
	await ctx.em.flush()
	forgetInForce(ctx, kind, key)
	return active.number ?? null
}

/**
 * Makes a version the active one and retires the one before it. A draft gets the next number, a pilot keeps its own. The
 * lock on the key lets one of two publishers win; number and active version are unique in the database.
 */
export async function publishVersion(
	ctx: Context,
	draft: DefinitionVersion,
): Promise<{ number: number; retired: number | null }> {
	const { kind, key } = draft
	await lockKey(ctx, kind, key)
	const number = draft.number ?? (await numberVersion(ctx, draft))
	const retired = await retireActive(ctx, kind, key)
	draft.status = 'active'
	draft.publishedAt = ctx.now
	await ctx.em.flush()
	forgetInForce(ctx, kind, key)
	return { number, retired }
}

/** Publishes a shipped definition as a tenant's first version. Does nothing where the tenant has one already. */
export async function publishDefault(
	ctx: Context,
	kind: DefinitionKind,
	content: Record<string, unknown> & { key: string; title: LocalizedText },
): Promise<void> {
	const known = await ctx.em.count(DefinitionVersion, { kind, key: content.key })
	if (known > 0) return
	const draft = ctx.em.create(DefinitionVersion, {
		kind,
		key: content.key,
		title: content.title,
		content,
		contentHash: contentHash(content),
		status: 'approved',
		note: SHIPPED_NOTE,
	})
	await ctx.em.flush()
	const { number } = await publishVersion(ctx, draft)
	ctx.audit.record({
		action: `${kind}.publish`,
		subject: { type: kind, id: draft.id, label: `${content.key} v${number}` },
		after: { key: content.key, version: number, contentHash: draft.contentHash },
		reason: SHIPPED_NOTE,
	})
}
