import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Document } from './document.entity.server.ts'
import type { Visibility } from './document.model.ts'

/**
 * Shows a document to customers or the public, or to the tenant's own people alone.
 * Errors: `unknown-document`, `forbidden`.
 */
export async function changeVisibility(
	ctx: Context,
	id: string,
	visibility: Visibility,
): Promise<Result<true, { code: 'unknown-document' | 'forbidden' }>> {
	const document = await ctx.em.findOne(Document, { id })
	if (!document) return err({ code: 'unknown-document' })
	if (!ctx.ability.can('update', asSubject('Document', document))) return err({ code: 'forbidden' })
	const before = document.visibility
	document.visibility = visibility
	ctx.audit.record({
		action: 'document.visibility',
		subject: { type: 'document', id, label: document.number ?? document.title },
		before: { visibility: before },
		after: { visibility },
	})
	return ok(true)
}
