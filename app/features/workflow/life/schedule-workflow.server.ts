import { isReason } from '#app/core/reason.ts'
import { err, type Result } from '#app/core/result.ts'
import { type SignedDraft, signDraft } from '#app/features/rules/sign-draft.server.ts'
import { approveAndStep } from '#app/platform/definitions/approve-and-step.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { scheduleDraft, unscheduleDraft } from '#app/platform/definitions/schedule-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveWorkflow } from '../drafts/approve-workflow.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'

const kind = 'workflow'

/**
 * Approves a draft of a workflow and says when it becomes active, by one signature; one approved or scheduled before is
 * signed for its time. Permission `publish`, never the author. Errors: those of `approveWorkflow` and `scheduleDraft`.
 */
export async function scheduleWorkflow(
	ctx: Context,
	request: SignedDraft & { effectiveFrom: Date },
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { draftId: id, key, signature, effectiveFrom } = request
	const reason = signature.reason
	return approveAndStep<DraftState, WorkflowRefusal>(ctx, kind, request, {
		approve: () => approveWorkflow(ctx, request),
		step: (expectedVersion) => scheduleDraft(ctx, { kind, id, key, expectedVersion, effectiveFrom, reason }),
		sign: (draft) => signDraft(ctx, kind, draft, signature),
	})
}

/** Takes a scheduled workflow back before its time. Permission `publish`. Errors: those of drafts, `comment-missing`. */
export async function unscheduleWorkflow(
	ctx: Context,
	request: { draftId: string; key?: string | undefined; expectedVersion?: number | undefined; reason: string },
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { draftId: id, key, expectedVersion } = request
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'comment-missing' })
	return unscheduleDraft(ctx, { kind, id, key, expectedVersion, reason })
}
