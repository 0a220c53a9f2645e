import { err, ok, type Result } from '#app/core/result.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import {
	type Approved,
	approveOrMove,
	type Moved,
	type MoveError,
	type MoveRequest,
	moveRecord,
	type RecordStep,
} from '#app/features/workflow/move-record.server.ts'
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

type DeliveryMove = RecordStep & Pick<MoveRequest, 'decisions' | 'covers' | 'anew' | 'obstacles'>

/**
 * Moves a locked delivery by the workflow `receipt` and leaves the entity as it now is in the database. With
 * `mayApprove`, an attempt that lacks but the approvals of others is stored as the actor's own. What leaves the state it
 * was announced in, other than by being cancelled, has arrived.
 * Errors: `transition-refused` with everything that is missing; nothing is written then.
 */
export async function moveDelivery(
	ctx: Context,
	delivery: Shipment,
	move: DeliveryMove & { mayApprove: true },
): Promise<Result<Moved | Approved, MoveError>>
export async function moveDelivery(
	ctx: Context,
	delivery: Shipment,
	move: DeliveryMove,
): Promise<Result<Moved, MoveError>>
export async function moveDelivery(
	ctx: Context,
	delivery: Shipment,
	{ mayApprove = false, ...move }: DeliveryMove & { mayApprove?: boolean },
): Promise<Result<Moved | Approved, MoveError>> {
	await ctx.em.flush()
	const request: MoveRequest = {
		...move,
		kind: 'delivery',
		id: delivery.id,
		label: delivery.number,
		reason: move.reason?.trim() || undefined,
		record: deliveryStanding(delivery),
	}
	const announced = delivery.category === 'initial'
	const moved = mayApprove ? await approveOrMove(ctx, request) : await moveRecord(ctx, request)
	if (!moved.ok) return err(moved.error)
	if ('approvalId' in moved.value) return ok(moved.value)
	await ctx.em.refresh(delivery)
	if (announced && !['initial', 'cancelled'].includes(moved.value.category)) {
		delivery.arrivedAt ??= ctx.now
		await ctx.em.flush()
	}
	return ok(moved.value)
}
