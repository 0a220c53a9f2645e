import type { Action } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { findDelivery, findDeliveryLine } from '#app/features/shipping/delivery-records.server.ts'
import type { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { LineStatus } from '#app/features/shipping/shipment.model.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { isOpen } from './delivery.model.ts'
import { lockDelivery } from './delivery-lock.queries.server.ts'

export type OpenDeliveryError = { code: 'unknown-delivery' | 'forbidden' | 'delivery-closed' }

/**
 * Locks and loads a delivery that somebody wants to work on.
 * Errors: `unknown-delivery` (also of another tenant or partner), `forbidden`, `delivery-closed` (received, returned or
 * cancelled).
 */
export async function openDelivery(
	ctx: Context,
	deliveryId: string,
	action: Action,
): Promise<Result<Shipment, OpenDeliveryError>> {
	if (!(await lockDelivery(ctx, deliveryId))) return err({ code: 'unknown-delivery' })
	const delivery = await findDelivery(ctx, deliveryId)
	if (!ctx.ability.can('read', asSubject('Delivery', delivery))) return err({ code: 'unknown-delivery' })
	if (!ctx.ability.can(action, asSubject('Delivery', delivery))) return err({ code: 'forbidden' })
	if (!isOpen(delivery.category)) return err({ code: 'delivery-closed' })
	return ok(delivery)
}

export type OpenLineError = OpenDeliveryError | { code: 'unknown-line' } | { code: 'line-settled'; status: string }

/**
 * The same for one of its lines that is still open, or stands as `statuses` says.
 * Errors: those of `openDelivery`; `unknown-line`; `line-settled` (somebody received, held or returned it meanwhile).
 */
export async function openLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string },
	action: Action,
	statuses: readonly LineStatus[] = ['pending'],
): Promise<Result<{ delivery: Shipment; line: ShipmentLine }, OpenLineError>> {
	const delivery = await openDelivery(ctx, request.deliveryId, action)
	if (!delivery.ok) return delivery
	const line = await findDeliveryLine(ctx, request.deliveryId, request.lineId)
	if (!line) return err({ code: 'unknown-line' })
	if (!statuses.includes(line.status)) return err({ code: 'line-settled', status: line.status })
	return ok({ delivery: delivery.value, line })
}
