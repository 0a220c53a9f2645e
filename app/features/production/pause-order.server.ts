import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveOrder, type StepOrder, type StepOrderError } from './step-order.server.ts'

/**
 * Stops a running order for a while, with the reason: its lot is paused with it, and nothing is used or made until it is
 * resumed. The line stays with it.
 * Permission: the step's (as shipped, `start` on orders), and `pause` on lots.
 * Errors: those of `moveOrder` (the lot is on hold, say, or the reason is missing).
 */
export const pauseOrder = (
	ctx: Context,
	{ orderId, reason }: { orderId: string; reason: string },
): Promise<Result<null, StepOrderError>> => take(ctx, { orderId, transition: 'pause', reason })

/**
 * Goes on with a paused order.
 * Permission: the step's (as shipped, `start` on orders), and `resume` on lots.
 * Errors: those of `moveOrder`.
 */
export const resumeOrder = (ctx: Context, { orderId }: { orderId: string }): Promise<Result<null, StepOrderError>> =>
	take(ctx, { orderId, transition: 'resume' })

async function take(ctx: Context, step: StepOrder): Promise<Result<null, StepOrderError>> {
	const moved = await moveOrder(ctx, step)
	return moved.ok ? ok(null) : moved
}
