import type { Action } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, type DefinitionStatus, DefinitionVersion } from './definition.entity.server.ts'
import { DEFINITION_SUBJECT, type DraftError } from './draft.model.ts'

/** Which draft, as whom, and where it has to be. */
export type OpenDraft = {
	kind: DefinitionKind
	id: string
	/** Where given, the draft has to be of this key. */
	key?: string | undefined
	action: Action
	from: readonly DefinitionStatus[]
	/** The row's version that the asker looked at. */
	expectedVersion?: number | undefined
}

/**
 * Loads a draft under its row's lock for a step in its life, so that of two who act at once the second sees what the
 * first did.
 * Errors: `forbidden`, `unknown-draft`, `stale-draft`, `wrong-status`.
 */
export async function openDraft(ctx: Context, request: OpenDraft): Promise<Result<DefinitionVersion, DraftError>> {
	const { kind, id, key, action, from, expectedVersion } = request
	if (!ctx.ability.can(action, DEFINITION_SUBJECT[kind])) return err({ code: 'forbidden' })
	await lockRow(ctx, 'definition_version', id)
	const draft = await ctx.em.findOne(DefinitionVersion, { id, kind, ...(key ? { key } : {}) }, { refresh: true })
	if (!draft) return err({ code: 'unknown-draft' })
	if (expectedVersion !== undefined && draft.version !== expectedVersion)
		return err({ code: 'stale-draft', version: draft.version })
	return from.includes(draft.status) ? ok(draft) : err({ code: 'wrong-status', status: draft.status })
}
