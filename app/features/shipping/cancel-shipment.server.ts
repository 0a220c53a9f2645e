import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenShipmentError, openShipment } from './ship-shipment.server.ts'
import { SHIPMENT_STATES } from './shipment.model.ts'

/**
 * Takes back a shipment that was not sent.
 * Permission `cancel` on shipments.
 * Errors: those of `openShipment`.
 */
export async function cancelShipment(
	ctx: Context,
	request: { shipmentId: string },
): Promise<Result<null, OpenShipmentError>> {
	const opened = await openShipment(ctx, request.shipmentId, 'cancel')
	if (!opened.ok) return err(opened.error)
	const shipment = opened.value
	shipment.status = 'cancelled'
	shipment.category = SHIPMENT_STATES.cancelled
	ctx.audit.record({
		action: 'shipment.cancel',
		subject: { type: 'shipment', id: shipment.id, label: shipment.number },
		before: { status: 'planned' },
		after: { status: 'cancelled' },
	})
	await ctx.em.flush()
	return ok(null)
}
