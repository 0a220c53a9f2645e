import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import type { DraftError } from './draft.model.ts'
import { refuseAuthor, refuseOutdated } from './move-draft.server.ts'
import { openDraft } from './open-draft.server.ts'
import { lockKey, publishVersion } from './publish-content.server.ts'

export type PublishDraft = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	expectedVersion?: number | undefined
	signatureId?: string | null | undefined
	reason?: string | null | undefined
}

/**
 * Makes an approved draft the active version; the one before it is retired. From then on it never changes.
 * Errors: those of `openDraft`, `own-draft`, `outdated`.
 */
export async function publishDraft(
	ctx: Context,
	request: PublishDraft,
): Promise<Result<{ id: string; number: number; retired: number | null }, DraftError>> {
	const { kind, id, key, expectedVersion, signatureId, reason } = request
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'publish', from: ['approved'] })
	if (!opened.ok) return opened
	const draft = opened.value
	await lockKey(ctx, kind, draft.key)
	const second = await refuseAuthor(ctx, draft)
	if (!second.ok) return second
	const current = await refuseOutdated(ctx, draft)
	if (!current.ok) return current
	const published = await publishVersion(ctx, draft)
	ctx.audit.record({
		action: `${kind}.publish`,
		subject: { type: kind, id, label: `${draft.key} v${published.number}` },
		before: published.retired === null ? null : { active: published.retired },
		after: {
			key: draft.key,
			version: published.number,
			contentHash: draft.contentHash,
			...(signatureId ? { signatureId } : {}),
		},
		reason: reason ?? null,
	})
	return ok({ id, ...published })
}
