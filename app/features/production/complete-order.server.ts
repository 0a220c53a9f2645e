import { ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveOrder, type StepOrderError } from './step-order.server.ts'

/**
 * Ends a running order by its step `complete`; see `moveOrder` and `endProduction`. `reason` is kept with its balance.
 * Permission: the step's (as shipped, `complete` on orders), `complete` and `submit` on lots.
 * Errors: those of `moveOrder`.
 */
export async function completeOrder(
	ctx: Context,
	{ orderId, reason }: { orderId: string; reason?: string | undefined },
): Promise<Result<{ lotId: string; lotStatus: string }, StepOrderError>> {
	const completed = await moveOrder(ctx, { orderId, transition: 'complete', reason })
	if (!completed.ok) return completed
	const { lot } = completed.value
	if (!lot) throw new Error('An order ended without a lot')
	return ok({ lotId: lot.id, lotStatus: lot.status })
}
