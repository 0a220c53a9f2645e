import { err, type Result } from '#app/core/result.ts'
import type { SignedDraft } from '#app/features/rules/sign-draft.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveWorkflow } from './approve-workflow.server.ts'
import { type PublishedWorkflow, publishWorkflow } from './publish-workflow.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Approves a draft and publishes it by one signature; a draft approved before is published.
 * Errors: those of `approveWorkflow` and `publishWorkflow`.
 */
export async function approveAndPublishWorkflow(
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedWorkflow, WorkflowRefusal>> {
	const { draftId, signature } = request
	const draft = await readDefinition(ctx, 'workflow', { id: draftId })
	if (!draft) return err({ code: 'unknown-draft' })
	if (draft.status === 'approved') return publishWorkflow(ctx, request)
	const approved = await approveWorkflow(ctx, request)
	if (!approved.ok) return approved
	const { version } = approved.value
	return publishDraft(ctx, { kind: 'workflow', id: draftId, expectedVersion: version, reason: signature.reason })
}
