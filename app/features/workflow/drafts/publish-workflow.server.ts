import { err, type Result } from '#app/core/result.ts'
import { type SignedDraft, signDraft } from '#app/features/rules/sign-draft.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkDraft } from './check-draft.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

export type PublishedWorkflow = { id: string; number: number; retired: number | null }

/**
 * Publishes an approved draft with a signature; never the author. The very next record begins on it, running records
 * stay on the version they began on until they are migrated.
 * Errors: those of drafts with `own-draft` and `outdated`; those of `checkDraft`; those of signing.
 */
export async function publishWorkflow(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedWorkflow, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const draft = await readDefinition(ctx, 'workflow', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const checked = draft.status === 'approved' ? await checkDraft(ctx, draft) : null
	if (checked && !checked.ok) return checked
	const reason = signature.reason
	const published = await publishDraft(ctx, { kind: 'workflow', id, key, expectedVersion, reason })
	if (!published.ok) return published
	const signed = await signDraft(ctx, 'workflow', draft, signature)
	return signed.ok ? published : signed
}
