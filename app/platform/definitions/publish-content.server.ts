import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/core/canonical-json.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'

/** SHA-256 of a definition's content in canonical form: two versions with it equal say the same. */
export const contentHash = (content: Record<string, unknown>): string =>
	createHash('sha256').update(canonicalJson(content)).digest('hex')

/** Orders everyone who publishes a version of this key: the second waits until the first's unit of work has ended. */
export async function lockKey(ctx: Context, kind: DefinitionKind, key: string): Promise<void> {
	await ctx.em.execute(
		`select id from definition_version where kind = ? and key = ? and status = 'active' for update`,
		[kind, key],
	)
}

/**
 * Publishes a draft: gives it the next number, makes it the active version and retires the one before it. The lock on
 * the active version of the key lets one of two publishers win; the number is unique in the database.
 */
export async function publishVersion(
	ctx: Context,
	draft: DefinitionVersion,
): Promise<{ number: number; retired: number | null }> {
	const { kind, key } = draft
	await lockKey(ctx, kind, key)
	// A statement of its own: after the wait it sees what the other publisher wrote.
	const [last] = await ctx.em.execute<{ number: number | null }[]>(
		'select max(number) as number from definition_version where kind = ? and key = ?',
		[kind, key],
	)
	const number = (last?.number ?? 0) + 1
	const active = await ctx.em.findOne(DefinitionVersion, { kind, key, status: 'active' })
	if (active) {
		active.status = 'retired'
		active.retiredAt = ctx.now
	}
	draft.number = number
	draft.status = 'active'
	draft.publishedAt = ctx.now
	await ctx.em.flush()
	return { number, retired: active?.number ?? null }
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
		note: 'Shipped with the portal',
	})
	await ctx.em.flush()
	const { number } = await publishVersion(ctx, draft)
	ctx.audit.record({
		action: `${kind}.publish`,
		subject: { type: kind, id: draft.id, label: `${content.key} v${number}` },
		after: { key: content.key, version: number, contentHash: draft.contentHash },
		reason: 'Shipped with the portal',
	})
}
