import { err, ok, type Result } from '#app/core/result.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkDraft } from './check-draft.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

export type SubmitWorkflow = {
	draftId: string
	key?: string | undefined
	expectedVersion?: number | undefined
	/** What changes and why, for the approver. */
	note?: string | undefined
}

/**
 * Asks for approval of a draft: it has no errors, its test cases are green, it says something new and starts from the
 * active version. The other compliance admins are told.
 * Errors: those of drafts with `not-author` and `outdated`; those of `checkDraft`.
 */
export async function submitWorkflow(
	ctx: Context,
	request: SubmitWorkflow,
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion } = request
	const note = request.note?.trim() || undefined
	const moved = await moveDraft(ctx, { kind: 'workflow', id, key, step: 'submit', expectedVersion, note })
	if (!moved.ok) return moved
	const draft = await readDefinition(ctx, 'workflow', { id })
	if (!draft) return err({ code: 'unknown-draft' })
	const checked = await checkDraft(ctx, draft)
	if (!checked.ok) return checked
	await notifyRole(ctx, 'compliance_admin', {
		event: 'definition_submitted',
		values: { label: draft.title },
		about: { type: 'definition', id, label: draft.key },
		href: `/workflows/${draft.key}?draft=${id}`,
		dedupeKey: `workflow-submitted:${id}:${moved.value.version}`,
	})
	return ok(moved.value)
}
