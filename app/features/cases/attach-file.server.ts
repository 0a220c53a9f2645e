import { err, ok, type Result } from '#app/core/result.ts'
import type { DocumentKind } from '#app/features/documents/document.model.ts'
import type { StoredFile } from '#app/features/documents/store-file.server.ts'
import { writeDocument } from '#app/features/documents/write-document.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CASES, type CaseKind } from './case.model.ts'
import { readCase } from './cases.queries.server.ts'

/** What a document is that was asked of a supplier. */
export type AskedPaper = { kind: DocumentKind; number?: string | undefined; validUntil?: string | undefined }

export type AttachError = { code: 'unknown-case' | 'forbidden' | 'closed' }

/**
 * Attaches a stored file to a case: whoever may change it, and a partner to its own complaint, return or onboarding. As the
 * `paper` that was asked for, it counts as the supplier's certificate from then on.
 * Errors: `unknown-case`, `forbidden`, `closed`.
 */
export async function attachFile(
	ctx: Context,
	asked: { kind: CaseKind; id: string; title: string; file: StoredFile; paper?: AskedPaper },
): Promise<Result<{ id: string }, AttachError>> {
	const one = await readCase(ctx, asked.kind, asked.id)
	if (!one) return err({ code: 'unknown-case' })
	const subject = asSubject(CASES[asked.kind].ability, { kind: asked.kind, partyId: one.partyId })
	if (!ctx.ability.can('update', subject) && !ctx.ability.can('answer', subject)) return err({ code: 'forbidden' })
	if (!one.isOpen) return err({ code: 'closed' })
	return ok(
		await writeDocument(ctx, {
			kind: asked.paper?.kind ?? 'other',
			title: asked.title,
			number: asked.paper?.number,
			validUntil: asked.paper?.validUntil,
			// A paper that was asked of a supplier is the supplier's, whoever of the two puts it there.
			partyId: asked.paper ? one.partyId : partyOf(ctx.actor),
			visibility: 'internal',
			links: [{ type: 'case', id: one.id }],
			file: asked.file,
		}),
	)
}
