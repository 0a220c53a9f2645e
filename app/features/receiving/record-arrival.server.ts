import { err, ok, type Result } from '#app/core/result.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveDelivery } from './move-delivery.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'

/**
 * Records that a delivery has arrived, now.
 * Errors: those of `openDelivery`; `transition-refused` (it arrived before).
 */
export async function recordArrival(
	ctx: Context,
	request: { deliveryId: string },
): Promise<Result<null, OpenDeliveryError | MoveError>> {
	const opened = await openDelivery(ctx, request.deliveryId, 'arrive')
	if (!opened.ok) return opened
	const moved = await moveDelivery(ctx, opened.value, { transition: 'arrive' })
	return moved.ok ? ok(null) : err(moved.error)
}
