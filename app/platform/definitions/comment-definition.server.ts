import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionComment } from './definition-life.entity.server.ts'
import type { CommentAct, LifeError } from './definition-life.model.ts'
import { DEFINITION_SUBJECT } from './draft.model.ts'

const MAX_CHARACTERS = 4_000

export type CommentDefinition = {
	kind: DefinitionKind
	/** The draft or version that is spoken of. */
	id: string
	key?: string | undefined
	body: string
	/** The thread it answers in; absent, it begins one. */
	threadId?: string | undefined
	/** A place of the document, as a JSON pointer, and what it is called. Of the first comment of a thread. */
	anchor?: string | null | undefined
	anchorLabel?: string | null | undefined
}

export type CommentId = { id: string; threadId: string }

type Found = { version: DefinitionVersion; first: DefinitionComment | null }

async function find(
	ctx: Context,
	request: Pick<CommentDefinition, 'kind' | 'id' | 'key' | 'threadId'>,
): Promise<Result<Found, LifeError>> {
	const { kind, id, key, threadId } = request
	if (!ctx.ability.can('read', DEFINITION_SUBJECT[kind])) return err({ code: 'forbidden' })
	const version = await ctx.em.findOne(DefinitionVersion, { id, kind, ...(key ? { key } : {}) })
	if (!version) return err({ code: 'unknown-draft' })
	if (!threadId) return ok({ version, first: null })
	const first = await ctx.em.findOne(DefinitionComment, { id: threadId, threadId, versionId: id })
	return first ? ok({ version, first }) : err({ code: 'unknown-thread' })
}

type Entry = Pick<DefinitionComment, 'act' | 'body'> & { id: string; anchor: string | null; anchorLabel: string | null }

async function write(ctx: Context, { version, first }: Found, entry: Entry): Promise<CommentId> {
	const threadId = first?.id ?? entry.id
	ctx.em.create(DefinitionComment, {
		...entry,
		versionId: version.id,
		threadId,
		contentHash: version.contentHash,
		authorId: await authorOf(ctx),
		authorName: ctx.actor.name,
		at: ctx.now,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: `${version.kind}.${entry.act}`,
		subject: { type: version.kind, id: version.id, label: version.key },
		after: { threadId, commentId: entry.id, ...(entry.anchor ? { anchor: entry.anchor } : {}) },
	})
	return { id: entry.id, threadId }
}

/**
 * Says something of a draft or version, of the whole or of a place in it, or answers in a thread. Whoever may read it may
 * comment. What was said stays.
 * Errors: `forbidden`, `unknown-draft`, `unknown-thread`, `comment-missing`, `comment-too-long`.
 */
export async function commentDefinition(
	ctx: Context,
	request: CommentDefinition,
): Promise<Result<CommentId & { version: DefinitionVersion }, LifeError>> {
	const found = await find(ctx, request)
	if (!found.ok) return found
	const body = request.body.trim()
	if (body === '') return err({ code: 'comment-missing' })
	if (body.length > MAX_CHARACTERS) return err({ code: 'comment-too-long' })
	const { first, version } = found.value
	const anchor = first ? (first.anchor ?? null) : (request.anchor ?? null)
	const anchorLabel = first ? (first.anchorLabel ?? null) : (request.anchorLabel ?? null)
	const written = await write(ctx, found.value, { id: newId(), act: 'comment', body, anchor, anchorLabel })
	return ok({ ...written, version })
}

/**
 * Marks a thread as resolved, or opens it again; doing so twice changes nothing. Whoever may read the definition may.
 * Errors: `forbidden`, `unknown-draft`, `unknown-thread`.
 */
export async function resolveThread(
	ctx: Context,
	request: { kind: DefinitionKind; id: string; key?: string | undefined; threadId: string; resolved: boolean },
): Promise<Result<CommentId, LifeError>> {
	const { threadId, resolved } = request
	const found = await find(ctx, request)
	if (!found.ok) return found
	await ctx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [threadId])
	const act: CommentAct = resolved ? 'resolve' : 'reopen'
	const last = await ctx.em.findOne(
		DefinitionComment,
		{ threadId, act: { $in: ['resolve', 'reopen'] } },
		{ orderBy: { at: 'desc', id: 'desc' } },
	)
	if ((last?.act ?? 'reopen') === act) return ok({ id: last?.id ?? threadId, threadId })
	const { anchor = null, anchorLabel = null } = found.value.first ?? {}
	return ok(await write(ctx, found.value, { id: newId(), act, body: '', anchor, anchorLabel }))
}
