import { err, ok, type Result } from '#app/core/result.ts'
import { type Approved, approveOrMove, type MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { recallRecord } from './recall-record.model.ts'

/**
 * Begins the reconciliation of a recall whose notices have gone out: from here on it can be closed.
 * Errors: `unknown-recall`; `transition-refused`.
 */
export async function startReconciliation(
	ctx: Context,
	request: { recallId: string; expectedVersion?: number | undefined },
): Promise<Result<Approved | null, { code: 'unknown-recall' } | MoveError>> {
	const recall = await lockRecall(ctx, request.recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await approveOrMove(ctx, {
		kind: 'recall',
		id: recall.id,
		label: recall.number,
		transition: 'reconcile',
		record: recallRecord(recall),
		expectedVersion: request.expectedVersion,
	})
	if (!moved.ok) return moved
	return ok('approvalId' in moved.value ? moved.value : null)
}
