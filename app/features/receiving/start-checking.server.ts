import { ok, type Result } from '#app/core/result.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { moveDelivery } from './move-delivery.server.ts'

/** The reason that a held delivery's new check is written with; the reader's own reason stands with the line. */
const CHECKED_ANEW = 'A held line is decided on again / 重新判定被冻结的行'

/**
 * Brings a locked delivery to where its lines are checked: what is worked on at the dock has arrived, and what is held
 * is checked again.
 * Errors: `transition-refused` (the actor may not record arrivals or check).
 */
export async function startChecking(ctx: Context, delivery: Shipment): Promise<Result<null, MoveError>> {
	if (delivery.status === 'announced') {
		const arrived = await moveDelivery(ctx, delivery, { transition: 'arrive' })
		if (!arrived.ok) return arrived
	}
	if (delivery.status === 'arrived') {
		const started = await moveDelivery(ctx, delivery, { transition: 'start_check' })
		if (!started.ok) return started
	}
	if (delivery.status === 'held') {
		const again = await moveDelivery(ctx, delivery, { transition: 'recheck', reason: CHECKED_ANEW })
		if (!again.ok) return again
	}
	return ok(null)
}
