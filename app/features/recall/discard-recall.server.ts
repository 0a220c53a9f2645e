import { err, ok, type Result } from '#app/core/result.ts'
import { type Approved, approveOrMove, type MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { recallRecord } from './recall-record.model.ts'

/**
 * Gives up the draft of a recall, with a reason. Nothing was moved and nobody was told, so nothing is undone.
 * Errors: `unknown-recall`; `transition-refused` (not a draft, permission, reason).
 */
export async function discardRecall(
	ctx: Context,
	request: { recallId: string; reason: string },
): Promise<Result<Approved | null, { code: 'unknown-recall' } | MoveError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await approveOrMove(ctx, {
		kind: 'recall',
		id: recall.id,
		label: recall.number,
		transition: 'discard',
		reason: request.reason,
		record: recallRecord(recall),
	})
	if (!moved.ok) return moved
	return ok('approvalId' in moved.value ? moved.value : null)
}
