import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/**
 * Gives a submitted or approved draft back to its author with a comment; the author is told.
 * Errors: `comment-missing`, those of drafts with `own-draft`.
 */
export async function sendBackWorkflow(
	ctx: Context,
	request: { draftId: string; expectedVersion?: number | undefined; comment: string },
): Promise<Result<DraftState, WorkflowRefusal>> {
	const comment = request.comment.trim()
	if (!isReason(comment)) return err({ code: 'comment-missing' })
	const { draftId: id, expectedVersion } = request
	const moved = await moveDraft(ctx, { kind: 'workflow', id, step: 'send-back', expectedVersion, note: comment })
	if (!moved.ok) return moved
	const draft = await readDefinition(ctx, 'workflow', { id })
	if (draft?.author)
		await notifyAccounts(ctx, [draft.author.id], {
			event: 'definition_sent_back',
			values: { label: draft.title },
			about: { type: 'workflow', id, label: draft.key },
			href: `/workflows/${draft.key}?draft=${id}`,
			dedupeKey: `workflow-sent-back:${id}:${moved.value.version}`,
		})
	return ok(moved.value)
}
