import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { type BroughtToStep, moveRecall } from './move-recall.server.ts'

/**
 * Begins the reconciliation of a recall whose notices have gone out: from here on it can be closed.
 * Errors: `unknown-recall`; `transition-refused`.
 */
export async function startReconciliation(
	ctx: Context,
	{ recallId, ...brought }: BroughtToStep & { recallId: string },
): Promise<Result<Approved | null, { code: 'unknown-recall' } | MoveError>> {
	const recall = await lockRecall(ctx, recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await moveRecall(ctx, recall, 'reconcile', brought)
	if (!moved.ok) return moved
	return ok('approvalId' in moved.value ? moved.value : null)
}
