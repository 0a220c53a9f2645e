import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionPilot } from './definition-life.entity.server.ts'
import type { LifeError, PilotScope } from './definition-life.model.ts'
import { refuseAuthor, refuseOutdated } from './move-draft.server.ts'
import { openDraft } from './open-draft.server.ts'
import { findActive, lockKey, numberVersion } from './publish-content.server.ts'
import { forgetInForce } from './versions-in-force.server.ts'

export type BeginPilot = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	expectedVersion?: number | undefined
	scope: PilotScope
	reason: string
}

/** A pilot after a step; the row's version guards the next one. */
export type PilotState = { id: string; version: number; number: number; scope: PilotScope }

/** A scope without repetitions, with at least one place, all of them the tenant's. Errors: `scope-empty`, `unknown-place`. */
export async function checkScope(ctx: Context, scope: PilotScope): Promise<Result<PilotScope, LifeError>> {
	const siteIds = [...new Set(scope.siteIds)].sort()
	const itemIds = [...new Set(scope.itemIds)].sort()
	if (siteIds.length + itemIds.length === 0) return err({ code: 'scope-empty' })
	const [found] = await ctx.em.execute<{ sites: number; items: number }[]>(
		`select (select count(*)::int from site where id = any(string_to_array(?, ',')::uuid[])) as sites,
			(select count(*)::int from item where id = any(string_to_array(?, ',')::uuid[])) as items`,
		[siteIds.join(','), itemIds.join(',')],
	)
	if (found?.sites !== siteIds.length || found.items !== itemIds.length) return err({ code: 'unknown-place' })
	return ok({ siteIds, itemIds })
}

/**
 * Puts an approved version into force for the records of some sites or items, beside the active one. It gets its number,
 * so that each of its decisions names it, and from then on it never changes. Permission `publish`, never the author.
 * Errors: those of `openDraft`, `own-draft`, `outdated`, `no-active`, `pilot-runs`, `scope-empty`, `unknown-place`,
 * `reason-missing`.
 */
export async function beginPilot(ctx: Context, request: BeginPilot): Promise<Result<PilotState, LifeError>> {
	const { kind, id, key, expectedVersion } = request
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, action: 'publish', from: ['approved'] })
	if (!opened.ok) return opened
	const version = opened.value
	const reason = request.reason.trim()
	const checked = await mayBegin(ctx, version, request.scope, reason)
	if (!checked.ok) return checked
	const scope = checked.value
	const number = await numberVersion(ctx, version)
	version.status = 'pilot'
	ctx.em.create(DefinitionPilot, {
		id: newId(),
		versionId: id,
		kind,
		key: version.key,
		scope,
		reason,
		begunAt: ctx.now,
		begunById: await authorOf(ctx),
	})
	await ctx.em.flush()
	forgetInForce(ctx, kind, version.key)
	ctx.audit.record({
		action: `${kind}.pilot`,
		subject: { type: kind, id, label: `${version.key} v${number}` },
		before: { status: 'approved' },
		after: { status: 'pilot', version: number, scope, contentHash: version.contentHash },
		reason,
	})
	return ok({ id, version: version.version, number, scope })
}

async function mayBegin(
	ctx: Context,
	version: DefinitionVersion,
	asked: PilotScope,
	reason: string,
): Promise<Result<PilotScope, LifeError>> {
	const { kind, key } = version
	const second = await refuseAuthor(ctx, version)
	if (!second.ok) return second
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const scope = await checkScope(ctx, asked)
	if (!scope.ok) return scope
	await lockKey(ctx, kind, key)
	if (!(await findActive(ctx, kind, key))) return err({ code: 'no-active' })
	const current = await refuseOutdated(ctx, version)
	if (!current.ok) return current
	const other = await ctx.em.findOne(DefinitionVersion, { kind, key, status: 'pilot' })
	return other ? err({ code: 'pilot-runs', number: other.number ?? 0 }) : scope
}
