import { isReason } from '#app/core/reason.ts'
import { err, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { saveWorkflowDraft } from './save-workflow-draft.server.ts'
import { submitWorkflow } from './submit-workflow.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Asks for an earlier version to be published anew: its content becomes a draft that waits for a second person, as any
 * other change does. Running records stay where they are.
 * Errors: `unknown-workflow`, `comment-missing` (no reason), those of `submitWorkflow` (`unchanged` for the active one).
 */
export async function rollBackWorkflow(
	ctx: Context,
	request: { key: string; number: number; reason: string },
): Promise<Result<DraftState, WorkflowRefusal>> {
	const { key, number } = request
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'comment-missing' })
	const version = await readDefinition(ctx, 'workflow', { key, number })
	if (!version) return err({ code: 'unknown-workflow' })
	const note = `v${number}: ${reason}`
	const saved = await saveWorkflowDraft(ctx, { key, content: version.content, note })
	return saved.ok ? submitWorkflow(ctx, { draftId: saved.value.id, note }) : saved
}
