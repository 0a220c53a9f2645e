import type { Result } from '#app/core/result.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/** Takes a draft of one's own out of the way; it stays in the audit trail. Errors: those of drafts with `not-author`. */
export const withdrawWorkflowDraft = (
	ctx: Context,
	request: { draftId: string; expectedVersion?: number | undefined },
): Promise<Result<DraftState, WorkflowRefusal>> =>
	moveDraft(ctx, { kind: 'workflow', id: request.draftId, step: 'withdraw', expectedVersion: request.expectedVersion })
