import { err, ok, type Result } from '#app/core/result.ts'
import { type SignedDraft, signDraft } from '#app/features/rules/sign-draft.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkDraft } from './check-draft.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Approves a submitted draft with a signature bound to its content; never the author. It is checked and tested once
 * more, since what it refers to can have changed.
 * Errors: those of drafts with `own-draft` and `outdated`; those of `checkDraft`; those of signing.
 */
export async function approveWorkflow(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion, signature } = request
	const note = signature.reason
	const approved = await moveDraft(ctx, { kind: 'workflow', id, key, step: 'approve', expectedVersion, note })
	if (!approved.ok) return approved
	const draft = await readDefinition(ctx, 'workflow', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const checked = await checkDraft(ctx, draft)
	if (!checked.ok) return checked
	const signed = await signDraft(ctx, 'workflow', draft, signature)
	return signed.ok ? ok(approved.value) : signed
}
