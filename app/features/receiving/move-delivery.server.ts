import { err, ok, type Result } from '#app/core/result.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import { type Moved, type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The columns of a delivery that permissions and forms of its workflow look at. */
export const deliveryStanding = (delivery: Shipment) => ({
	id: delivery.id,
	number: delivery.number,
	partyId: delivery.partyId,
	siteId: delivery.siteId,
	status: delivery.status,
	version: delivery.version,
})

/**
 * Moves a locked delivery by the workflow `receipt` and leaves the entity as it now is in the database.
 * Errors: `transition-refused` with everything that is missing.
 */
export async function moveDelivery(
	ctx: Context,
	delivery: Shipment,
	move: { transition: string; reason?: string; decisions?: Record<string, GuardDecision> },
): Promise<Result<Moved, MoveError>> {
	await ctx.em.flush()
	const moved = await moveRecord(ctx, {
		kind: 'delivery',
		id: delivery.id,
		label: delivery.number,
		transition: move.transition,
		reason: move.reason,
		decisions: move.decisions ?? {},
		record: deliveryStanding(delivery),
	})
	if (!moved.ok) return err(moved.error)
	await ctx.em.refresh(delivery)
	return ok(moved.value)
}
