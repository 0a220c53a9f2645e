import { err, ok, type Result } from '#app/core/result.ts'
import { qualifySuppliers } from '#app/features/parties/qualify-suppliers.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DocumentKind, DocumentSubject, Visibility } from './document.model.ts'
import { missingSubjects } from './documents.queries.server.ts'
import type { StoredFile } from './store-file.server.ts'
import { writeDocument } from './write-document.server.ts'

export type NewDocument = {
	kind: DocumentKind
	title: string
	number?: string | undefined
	issuedOn?: string | undefined
	validUntil?: string | undefined
	visibility?: Visibility | undefined
	/** Whose document it is; a partner's person always adds for the partner. */
	partyId?: string | undefined
	links: { type: DocumentSubject; id: string }[]
	/** From `storeFile`, called before the unit of work. */
	file: StoredFile
}

export type AddDocumentError = { code: 'forbidden' | 'unknown-subject' }

/**
 * Adds a stored file as a document about lots, items or parties. What a partner adds is internal until somebody of the
 * tenant shows it to customers or the public.
 * Errors: `forbidden`; `unknown-subject` (what it is about does not exist, or is not theirs).
 */
export async function addDocument(ctx: Context, input: NewDocument): Promise<Result<{ id: string }, AddDocumentError>> {
	const partyId = partyOf(ctx.actor) ?? input.partyId ?? null
	if (!ctx.ability.can('create', asSubject('Document', { partyId }))) return err({ code: 'forbidden' })
	if ((await missingSubjects(ctx, input.links)).length > 0) return err({ code: 'unknown-subject' })
	const visibility = partyOf(ctx.actor) ? 'internal' : (input.visibility ?? 'internal')
	const { id } = await writeDocument(ctx, { ...input, partyId, visibility })
	// A certificate of the supplier itself, or for an item, may change what it is qualified for.
	if (partyId && !input.links.some((link) => link.type === 'lot')) await qualifySuppliers(ctx, { partyId })
	return ok({ id })
}
