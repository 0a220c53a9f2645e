import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import type { LifeError } from './definition-life.model.ts'
import type { DraftState } from './draft.model.ts'
import { refuseAuthor, refuseOutdated } from './move-draft.server.ts'
import { openDraft } from './open-draft.server.ts'
import { stateOf } from './save-draft.server.ts'

export type ScheduleDraft = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	expectedVersion?: number | undefined
	/** When it becomes active: a moment to come. */
	effectiveFrom: Date
	reason?: string | null | undefined
}

/**
 * Says when an approved version becomes active; `activateScheduled` does it then, once. Permission `publish`, never the
 * author. A scheduled one may be given another time.
 * Errors: those of `openDraft`, `own-draft`, `outdated`, `not-future`.
 */
export async function scheduleDraft(ctx: Context, request: ScheduleDraft): Promise<Result<DraftState, LifeError>> {
	const { kind, id, key, expectedVersion, effectiveFrom, reason } = request
	const from = ['approved', 'scheduled'] as const
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'publish', from })
	if (!opened.ok) return opened
	const draft = opened.value
	const second = await refuseAuthor(ctx, draft)
	if (!second.ok) return second
	const current = await refuseOutdated(ctx, draft)
	if (!current.ok) return current
	if (!(effectiveFrom > ctx.now)) return err({ code: 'not-future' })
	const before = { status: draft.status, effectiveFrom: draft.effectiveFrom?.toISOString() ?? null }
	draft.status = 'scheduled'
	draft.effectiveFrom = effectiveFrom
	draft.scheduledById = await authorOf(ctx)
	await ctx.em.flush()
	ctx.audit.record({
		action: `${kind}.schedule`,
		subject: { type: kind, id, label: draft.key },
		before,
		after: { status: 'scheduled', effectiveFrom: effectiveFrom.toISOString(), contentHash: draft.contentHash },
		reason: reason ?? null,
	})
	return ok(stateOf(draft))
}

/**
 * Takes a scheduled version back before its time: it is approved again, and may be published, scheduled or sent back.
 * Permission `publish`; its author may too. Errors: those of `openDraft`.
 */
export async function unscheduleDraft(
	ctx: Context,
	request: Omit<ScheduleDraft, 'effectiveFrom'>,
): Promise<Result<DraftState, LifeError>> {
	const { kind, id, key, expectedVersion, reason } = request
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'publish', from: ['scheduled'] })
	if (!opened.ok) return opened
	const draft = opened.value
	const before = { status: 'scheduled', effectiveFrom: draft.effectiveFrom?.toISOString() ?? null }
	draft.status = 'approved'
	draft.effectiveFrom = null
	draft.scheduledById = null
	await ctx.em.flush()
	ctx.audit.record({
		action: `${kind}.unschedule`,
		subject: { type: kind, id, label: draft.key },
		before,
		after: { status: 'approved' },
		reason: reason ?? null,
	})
	return ok(stateOf(draft))
}
