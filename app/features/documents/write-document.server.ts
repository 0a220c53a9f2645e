import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Document, DocumentLink } from './document.entity.server.ts'
import type { DocumentKind, DocumentSubject, Visibility } from './document.model.ts'
import type { StoredFile } from './store-file.server.ts'

export type WrittenDocument = {
	kind: DocumentKind
	title: string
	number?: string | undefined
	issuedOn?: string | undefined
	validUntil?: string | undefined
	visibility: Visibility
	/** Whose document it is, where it is a partner's. */
	partyId: string | null
	links: { type: DocumentSubject; id: string }[]
	file: StoredFile
}

/** Writes a document about other records and notes it. Permission and whether those are there are the caller's. */
export async function writeDocument(ctx: Context, input: WrittenDocument): Promise<{ id: string }> {
	const { partyId, visibility } = input
	const id = newId()
	ctx.em.create(Document, {
		id,
		kind: input.kind,
		title: input.title,
		number: input.number ?? null,
		partyId,
		issuedOn: input.issuedOn ?? null,
		validUntil: input.validUntil ?? null,
		visibility,
		fileKey: input.file.key,
		fileName: input.file.fileName,
		contentType: input.file.contentType,
		size: input.file.size,
		sha256: input.file.sha256,
		uploadedBy: accountOf(ctx.actor),
	})
	// The links refer to it by columns that the ORM does not know as a relation.
	await ctx.em.flush()
	for (const link of input.links)
		ctx.em.create(DocumentLink, { documentId: id, subjectType: link.type, subjectId: link.id })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'document.add',
		subject: { type: 'document', id, label: input.number ?? input.title },
		after: {
			kind: input.kind,
			title: input.title,
			number: input.number ?? null,
			validUntil: input.validUntil ?? null,
			sha256: input.file.sha256,
			visibility,
			about: input.links,
		},
	})
	return { id }
}
