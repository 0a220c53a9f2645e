import { err, ok, type Result } from '#app/core/result.ts'
import type { Approved, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRecall } from './lock-recall.server.ts'
import { type BroughtToStep, moveRecall } from './move-recall.server.ts'

/**
 * Gives up the draft of a recall, with a reason. Nothing was moved and nobody was told, so nothing is undone.
 * Errors: `unknown-recall`; `transition-refused` (not a draft, permission, reason).
 */
export async function discardRecall(
	ctx: Context,
	{ recallId, ...brought }: BroughtToStep & { recallId: string },
): Promise<Result<Approved | null, { code: 'unknown-recall' } | MoveError>> {
	const recall = await lockRecall(ctx, recallId)
	if (!recall) return err({ code: 'unknown-recall' })
	const moved = await moveRecall(ctx, recall, 'discard', brought)
	if (!moved.ok) return moved
	return ok('approvalId' in moved.value ? moved.value : null)
}
