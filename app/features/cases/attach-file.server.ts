import { err, ok, type Result } from '#app/core/result.ts'
import type { StoredFile } from '#app/features/documents/store-file.server.ts'
import { writeDocument } from '#app/features/documents/write-document.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CASES, type CaseKind } from './case.model.ts'
import { readCase } from './cases.queries.server.ts'

export type AttachError = { code: 'unknown-case' | 'forbidden' | 'closed' }

/**
 * Attaches a stored file to a case: whoever may change it, and a partner to its own complaint or return.
 * Errors: `unknown-case`, `forbidden`, `closed`.
 */
export async function attachFile(
	ctx: Context,
	asked: { kind: CaseKind; id: string; title: string; file: StoredFile },
): Promise<Result<{ id: string }, AttachError>> {
	const one = await readCase(ctx, asked.kind, asked.id)
	if (!one) return err({ code: 'unknown-case' })
	const subject = asSubject(CASES[asked.kind].ability, { kind: asked.kind, partyId: one.partyId })
	if (!ctx.ability.can('update', subject) && !ctx.ability.can('answer', subject)) return err({ code: 'forbidden' })
	if (!one.isOpen) return err({ code: 'closed' })
	return ok(
		await writeDocument(ctx, {
			kind: 'other',
			title: asked.title,
			partyId: partyOf(ctx.actor),
			visibility: 'internal',
			links: [{ type: 'case', id: one.id }],
			file: asked.file,
		}),
	)
}
