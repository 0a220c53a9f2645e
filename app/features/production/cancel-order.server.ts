import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveOrder, type StepOrderError } from './step-order.server.ts'

/**
 * Takes back an order that was not started.
 * Permission: the step's (as shipped, `update` on orders).
 * Errors: those of `moveOrder`.
 */
export async function cancelOrder(
	ctx: Context,
	{ orderId }: { orderId: string },
): Promise<Result<null, StepOrderError>> {
	const moved = await moveOrder(ctx, { orderId, transition: 'cancel' })
	return moved.ok ? ok(null) : moved
}
