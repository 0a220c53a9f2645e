import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import { DefinitionEmergency } from './definition-life.entity.server.ts'
import { EMERGENCY_HOURS, type LifeError } from './definition-life.model.ts'
import { refuseOutdated } from './move-draft.server.ts'
import { openDraft } from './open-draft.server.ts'
import { lockKey, publishVersion } from './publish-content.server.ts'

export type PublishEmergency = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	expectedVersion?: number | undefined
	reason: string
}

export type PublishedEmergency = { id: string; number: number; retired: number | null; dueAt: string }

/**
 * Publishes a draft of one's own at once, without a second person before; one has to look at it within a day
 * (`decideEmergency`), or everyone is told. The caller takes the signature and checks the content. Permission `emergency`.
 * Errors: those of `openDraft`, `not-author`, `reason-missing`, `outdated`.
 */
export async function publishEmergency(
	ctx: Context,
	request: PublishEmergency,
): Promise<Result<PublishedEmergency, LifeError>> {
	const { kind, id, key, expectedVersion } = request
	const from = ['draft', 'in_review'] as const
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'emergency', from })
	if (!opened.ok) return opened
	const draft = opened.value
	const author = await authorOf(ctx)
	if (!author || draft.authorId !== author) return err({ code: 'not-author' })
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	await lockKey(ctx, kind, draft.key)
	const current = await refuseOutdated(ctx, draft)
	if (!current.ok) return current
	const dueAt = new Date(ctx.now.getTime() + EMERGENCY_HOURS * 3_600_000)
	draft.note = reason
	draft.submittedAt ??= ctx.now
	const published = await publishVersion(ctx, draft)
	ctx.em.create(DefinitionEmergency, {
		id: newId(),
		versionId: id,
		kind,
		key: draft.key,
		reason,
		dueAt,
		escalations: 0,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: `${kind}.emergency`,
		subject: { type: kind, id, label: `${draft.key} v${published.number}` },
		before: { active: published.retired },
		after: {
			key: draft.key,
			version: published.number,
			contentHash: draft.contentHash,
			secondApprovalDueAt: dueAt.toISOString(),
		},
		reason,
	})
	return ok({ id, ...published, dueAt: dueAt.toISOString() })
}
