import type { Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { refuseOutdated } from './move-draft.server.ts'
import { lockKey, publishVersion } from './publish-content.server.ts'

/** The ids of scheduled versions whose time has come, the earliest first. At most 100. */
export async function dueDefinitions(ctx: Context, kind: DefinitionKind): Promise<string[]> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select id from definition_version where kind = ? and status = 'scheduled' and effective_from <= ?
		order by effective_from, id limit 100`,
		[kind, ctx.now],
	)
	return rows.map((row) => row.id)
}

/** What became of a scheduled version. Those who have to know are its author and who approved and scheduled it. */
export type Activation = { version: DefinitionVersion; people: string[] } & (
	| { done: 'activated'; number: number; retired: number | null }
	/** It stays approved: another version was published since, or what `check` says. */
	| { done: 'kept-back'; why: string }
)

/**
 * Makes a scheduled version active when its time has come, exactly once: the row's lock lets one worker do it, the
 * others find it done. One that cannot become active any more is approved again, for a person to look at. Null where there
 * is nothing to do (any more, or yet). For sweeps; one unit of work each.
 * @param check whether the content may still be published; its error code becomes `why`
 */
export async function activateScheduled(
	ctx: Context,
	request: { kind: DefinitionKind; id: string },
	check: (version: DefinitionVersion) => Promise<Result<unknown, { code: string }>>,
): Promise<Activation | null> {
	const { kind, id } = request
	await lockRow(ctx, 'definition_version', id)
	const version = await ctx.em.findOne(DefinitionVersion, { id, kind }, { refresh: true })
	if (version?.status !== 'scheduled' || !version.effectiveFrom || version.effectiveFrom > ctx.now) return null
	await lockKey(ctx, kind, version.key)
	const ids = [version.authorId, version.approvedById, version.scheduledById]
	const people = [...new Set(ids.filter((person) => typeof person === 'string'))]
	const current = await refuseOutdated(ctx, version)
	const checked = current.ok ? await check(version) : current
	const subject = { type: kind, id, label: version.key }
	const before = { status: 'scheduled', effectiveFrom: version.effectiveFrom.toISOString() }
	if (!checked.ok) {
		version.status = 'approved'
		version.effectiveFrom = null
		version.scheduledById = null
		await ctx.em.flush()
		const why = checked.error.code
		ctx.audit.record({ action: `${kind}.keep-back`, subject, before, after: { status: 'approved', why } })
		return { done: 'kept-back', version, people, why }
	}
	const { number, retired } = await publishVersion(ctx, version)
	ctx.audit.record({
		action: `${kind}.activate`,
		subject: { ...subject, label: `${version.key} v${number}` },
		before: { ...before, active: retired },
		after: { key: version.key, version: number, contentHash: version.contentHash },
	})
	return { done: 'activated', version, people, number, retired }
}
