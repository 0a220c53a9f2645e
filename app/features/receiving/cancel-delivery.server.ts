import { err, ok, type Result } from '#app/core/result.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveDelivery } from './move-delivery.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'

/**
 * Takes a notice back before the delivery arrives; its lots can be announced again. A supplier may cancel its own.
 * Errors: those of `openDelivery`; `transition-refused` (it has arrived, or no reason is given).
 */
export async function cancelDelivery(
	ctx: Context,
	request: { deliveryId: string; reason: string },
): Promise<Result<null, OpenDeliveryError | MoveError>> {
	const opened = await openDelivery(ctx, request.deliveryId, 'cancel')
	if (!opened.ok) return opened
	const moved = await moveDelivery(ctx, opened.value, { transition: 'cancel', reason: request.reason })
	return moved.ok ? ok(null) : err(moved.error)
}
