import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DEFINITION_SUBJECT, type DraftError, type DraftState } from './draft.model.ts'
import { openDraft } from './open-draft.server.ts'
import { contentHash } from './publish-content.server.ts'

/** A draft to begin, or with `draftId` to go on with. Content is plain JSON. */
export type SaveDraft = {
	kind: DefinitionKind
	key: string
	title: LocalizedText
	content: Record<string, unknown>
	/** The published version that it starts from; null for the first of its key. */
	basedOn: number | null
	note?: string | null | undefined
	draftId?: string | undefined
	expectedVersion?: number | undefined
}

/**
 * Saves a draft. Nothing is checked here but who may: a draft may be unfinished.
 * Errors: `forbidden`, `unknown-draft`, `stale-draft`, `wrong-status`, `not-author`.
 */
export async function saveDraft(ctx: Context, request: SaveDraft): Promise<Result<DraftState, DraftError>> {
	return request.draftId ? changeDraft(ctx, request, request.draftId) : beginDraft(ctx, request)
}

async function beginDraft(ctx: Context, request: SaveDraft): Promise<Result<DraftState, DraftError>> {
	const { kind, key, title, content, basedOn, note } = request
	if (!ctx.ability.can('create', DEFINITION_SUBJECT[kind])) return err({ code: 'forbidden' })
	const draft = ctx.em.create(DefinitionVersion, {
		id: newId(),
		kind,
		key,
		title,
		content,
		contentHash: contentHash(content),
		status: 'draft',
		basedOn,
		authorId: await authorOf(ctx),
		note: note ?? null,
	})
	await ctx.em.flush()
	noteSave(ctx, draft, null)
	return ok(stateOf(draft))
}

async function changeDraft(ctx: Context, request: SaveDraft, id: string): Promise<Result<DraftState, DraftError>> {
	const { kind, key, expectedVersion } = request
	const opened = await openDraft(ctx, { kind, id, key, action: 'update', from: ['draft'], expectedVersion })
	if (!opened.ok) return opened
	const draft = opened.value
	if (draft.authorId && draft.authorId !== (await authorOf(ctx))) return err({ code: 'not-author' })
	const before = draft.contentHash
	draft.title = request.title
	draft.content = request.content
	draft.contentHash = contentHash(request.content)
	draft.basedOn = request.basedOn
	if (request.note !== undefined) draft.note = request.note
	draft.authorId ??= await authorOf(ctx)
	await ctx.em.flush()
	noteSave(ctx, draft, before)
	return ok(stateOf(draft))
}

/** What a step answers with. */
export const stateOf = (draft: DefinitionVersion): DraftState => ({
	id: draft.id,
	version: draft.version,
	status: draft.status,
})

function noteSave(ctx: Context, draft: DefinitionVersion, before: string | null): void {
	ctx.audit.record({
		action: `${draft.kind}.save-draft`,
		subject: { type: draft.kind, id: draft.id, label: draft.key },
		before: before ? { contentHash: before } : null,
		after: { key: draft.key, basedOn: draft.basedOn, contentHash: draft.contentHash },
	})
}
