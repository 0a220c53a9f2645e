import { err, ok, type Result } from '#app/core/result.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RECEIVING_MATCH } from './check-lines.server.ts'
import { settlementOf } from './delivery.model.ts'
import { readSettledLines } from './delivery.queries.server.ts'
import { moveDelivery } from './move-delivery.server.ts'
import { type OpenDeliveryError, openDelivery } from './open-delivery.server.ts'

/**
 * Moves a locked delivery on once each of its lines is received, held or returned; does nothing before. The state follows
 * from the lines, so a person who may settle a line but not close (quality, after an override) leaves it to who may.
 */
export async function settleDelivery(
	ctx: Context,
	delivery: Shipment,
	reason?: string,
): Promise<Result<{ closed: boolean }, MoveError>> {
	await ctx.em.flush()
	const lines = await readSettledLines(ctx, delivery.id)
	const settlement = settlementOf(lines)
	if (!settlement || delivery.status === 'held') return ok({ closed: false })
	const action = settlement.transition === 'accept' ? 'receive' : settlement.transition
	if (!ctx.ability.can(action, 'Delivery')) return ok({ closed: false })
	const decisionId = lines.find((line) => line.status === 'received')?.decisionId
	const moved = await moveDelivery(ctx, delivery, {
		transition: settlement.transition,
		...(settlement.transition === 'accept'
			? { decisions: { [RECEIVING_MATCH]: { outcome: settlement.outcome, ...(decisionId ? { decisionId } : {}) } } }
			: { reason: reason ?? '' }),
	})
	return moved.ok ? ok({ closed: true }) : err(moved.error)
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
	const closed = await settleDelivery(ctx, opened.value, request.reason)
	if (!closed.ok) return err(closed.error)
	return closed.value.closed ? ok(null) : err({ code: 'lines-open' })
}
