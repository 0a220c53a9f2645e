import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkScope, type PilotState } from './begin-pilot.server.ts'
import type { DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionPilot } from './definition-life.entity.server.ts'
import type { LifeError, PilotEnd, PilotScope } from './definition-life.model.ts'
import { refuseAuthor, refuseOutdated } from './move-draft.server.ts'
import { openDraft } from './open-draft.server.ts'
import { lockKey, publishVersion } from './publish-content.server.ts'
import { forgetInForce } from './versions-in-force.server.ts'

export type ChangePilot = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	expectedVersion?: number | undefined
	reason: string
}

type OpenPilot = { version: DefinitionVersion; pilot: DefinitionPilot; reason: string }

async function openPilot(ctx: Context, request: ChangePilot): Promise<Result<OpenPilot, LifeError>> {
	const { kind, id, key, expectedVersion } = request
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'publish', from: ['pilot'] })
	if (!opened.ok) return opened
	const version = opened.value
	await lockKey(ctx, kind, version.key)
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const pilot = await ctx.em.findOneOrFail(DefinitionPilot, { versionId: id, endedAt: null }, { refresh: true })
	return ok({ version, pilot, reason })
}

async function endPilot(ctx: Context, pilot: DefinitionPilot, end: PilotEnd): Promise<void> {
	pilot.endedAt = ctx.now
	pilot.end = end
	await ctx.em.flush()
}

/**
 * Changes for which records a running pilot decides: more sites or items, or others. Permission `publish`, never the
 * author. Errors: those of `openDraft`, `own-draft`, `reason-missing`, `scope-empty`, `unknown-place`.
 */
export async function widenPilot(
	ctx: Context,
	request: ChangePilot & { scope: PilotScope },
): Promise<Result<PilotState, LifeError>> {
	const opened = await openPilot(ctx, request)
	if (!opened.ok) return opened
	const { version, pilot, reason } = opened.value
	const second = await refuseAuthor(ctx, version)
	if (!second.ok) return second
	const scope = await checkScope(ctx, request.scope)
	if (!scope.ok) return scope
	const before = pilot.scope
	pilot.scope = scope.value
	// The version's row moves on too, so that of two who change the pilot the second is told.
	version.updatedAt = ctx.now
	await ctx.em.flush()
	forgetInForce(ctx, version.kind, version.key)
	const number = version.number ?? 0
	ctx.audit.record({
		action: `${version.kind}.widen`,
		subject: { type: version.kind, id: version.id, label: `${version.key} v${number}` },
		before: { scope: before },
		after: { scope: scope.value },
		reason,
	})
	return ok({ id: version.id, version: version.version, number, scope: scope.value })
}

/**
 * Puts a piloted version into force for all: it becomes the active one under the number it has. Permission `publish`,
 * never the author. Errors: those of `openDraft`, `own-draft`, `reason-missing`, `outdated` (another version was published
 * while it was piloted, which it does not know).
 */
export async function widenPilotToAll(
	ctx: Context,
	request: ChangePilot,
): Promise<Result<{ id: string; number: number; retired: number | null }, LifeError>> {
	const opened = await openPilot(ctx, request)
	if (!opened.ok) return opened
	const { version, pilot, reason } = opened.value
	const second = await refuseAuthor(ctx, version)
	if (!second.ok) return second
	const current = await refuseOutdated(ctx, version)
	if (!current.ok) return current
	await endPilot(ctx, pilot, 'widened')
	const published = await publishVersion(ctx, version)
	ctx.audit.record({
		action: `${version.kind}.publish`,
		subject: { type: version.kind, id: version.id, label: `${version.key} v${published.number}` },
		before: { status: 'pilot', scope: pilot.scope, active: published.retired },
		after: { key: version.key, version: published.number, contentHash: version.contentHash },
		reason,
	})
	return ok({ id: version.id, ...published })
}

/**
 * Ends a pilot: from the next decision on the active version decides again on all records. The version is retired and
 * keeps its number. Permission `publish`; its author may too, since it can only make things as they were.
 * Errors: those of `openDraft`, `reason-missing`.
 */
export async function withdrawPilot(
	ctx: Context,
	request: ChangePilot,
): Promise<Result<{ id: string; number: number }, LifeError>> {
	const opened = await openPilot(ctx, request)
	if (!opened.ok) return opened
	const { version, pilot, reason } = opened.value
	await endPilot(ctx, pilot, 'withdrawn')
	version.status = 'retired'
	version.retiredAt = ctx.now
	await ctx.em.flush()
	forgetInForce(ctx, version.kind, version.key)
	const number = version.number ?? 0
	ctx.audit.record({
		action: `${version.kind}.withdraw-pilot`,
		subject: { type: version.kind, id: version.id, label: `${version.key} v${number}` },
		before: { status: 'pilot', scope: pilot.scope },
		after: { status: 'retired' },
		reason,
	})
	return ok({ id: version.id, number })
}
