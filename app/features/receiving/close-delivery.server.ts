import { err, ok, type Result } from '#app/core/result.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import type { Moved, MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { settlementOf } from './delivery.model.ts'
import { readSettledLines } from './delivery.queries.server.ts'
import { moveDelivery } from './move-delivery.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'
import { decisionsOf } from './step-delivery.server.ts'

/**
 * Moves a locked delivery on once each of its lines is received, held or returned; does nothing before. The state follows
 * from the lines, so a person who may settle a line but not close (quality, after an override) leaves it to who may; and
 * where the tenant's workflow asks for more than that (an approval, a form, a signature), it is left to the step on the
 * delivery's page.
 */
export async function settleDelivery(ctx: Context, delivery: Shipment, reason?: string): Promise<{ closed: boolean }> {
	const moved = await moveAsLines(ctx, delivery, reason)
	return { closed: moved?.ok ?? false }
}

/** Null where the lines do not say yet where the delivery goes, or the actor is not who takes it there. */
async function moveAsLines(
	ctx: Context,
	delivery: Shipment,
	reason?: string,
): Promise<Result<Moved, MoveError> | null> {
	await ctx.em.flush()
	const lines = await readSettledLines(ctx, delivery.id)
	const settlement = settlementOf(lines)
	if (!settlement || delivery.status === 'held') return null
	const action = settlement.transition === 'accept' ? 'receive' : settlement.transition
	if (!ctx.ability.can(action, 'Delivery')) return null
	return moveDelivery(ctx, delivery, {
		transition: settlement.transition,
		...(settlement.transition === 'accept' ? { decisions: decisionsOf(lines) } : { reason: reason ?? '' }),
	})
}

/**
 * Closes a delivery whose lines are all settled.
 * Errors: those of `openDelivery`; `lines-open` (some line is still to be decided); `transition-refused`.
 */
export async function closeDelivery(
	ctx: Context,
	request: { deliveryId: string; reason?: string },
): Promise<Result<null, OpenDeliveryError | MoveError | { code: 'lines-open' }>> {
	const opened = await openDelivery(ctx, request.deliveryId, 'receive')
	if (!opened.ok) return opened
	const moved = await moveAsLines(ctx, opened.value, request.reason)
	if (!moved) return err({ code: 'lines-open' })
	return moved.ok ? ok(null) : err(moved.error)
}
