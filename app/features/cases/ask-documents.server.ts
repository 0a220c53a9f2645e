import { ok, type Result } from '#app/core/result.ts'
import type { DocumentKind } from '#app/features/documents/document.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CaseKind } from './case.model.ts'
import { type EditCaseError, lockOpen } from './edit-case.server.ts'

/**
 * Says which kinds of documents a supplier has to upload for its onboarding, with a reason.
 * Permission: `update` on Onboarding. Errors: `unknown-case`, `forbidden`, `closed`.
 */
export async function askDocuments(
	ctx: Context,
	asked: { kind: CaseKind; id: string; documents: readonly DocumentKind[]; reason: string },
): Promise<Result<{ id: string }, EditCaseError>> {
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	if (!locked.ok) return locked
	const one = locked.value
	if (!one.onboarding) return { ok: false, error: { code: 'unknown-case' } }
	const before = one.onboarding.documents
	one.onboarding = { ...one.onboarding, documents: [...asked.documents] }
	await ctx.em.flush()
	ctx.audit.record({
		action: 'supplier_onboarding.ask-documents',
		subject: { type: asked.kind, id: one.id, label: one.number },
		before: { documents: before },
		after: { documents: asked.documents },
		reason: asked.reason,
	})
	return ok({ id: one.id })
}
