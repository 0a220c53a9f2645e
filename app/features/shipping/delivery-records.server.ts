import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Shipment, ShipmentLine } from './shipment.entity.server.ts'
import type { LineStatus } from './shipment.model.ts'

/** What a notice says of a delivery; its state is the workflow's. */
export type NewDelivery = Pick<Shipment, 'id' | 'number' | 'partyId' | 'siteId'> & {
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	lines: readonly {
		lotId: string
		itemId: string
		expectedRevision: string | null
		quantity: string
		unit: string
		/** As it was given, where that was in another unit. */
		given: Quantity | null
	}[]
}

/** A delivery as it now is in the database, to be worked on. Its row must be locked. */
export const findDelivery = (ctx: Context, id: string): Promise<Shipment> =>
	ctx.em.findOneOrFail(Shipment, { id, direction: 'inbound' }, { refresh: true })

/** One of its lines, or null. */
export const findDeliveryLine = (ctx: Context, deliveryId: string, lineId: string): Promise<ShipmentLine | null> =>
	ctx.em.findOne(ShipmentLine, { id: lineId, shipmentId: deliveryId }, { refresh: true })

/** Its lines of one status, in their order. */
export const findDeliveryLines = (ctx: Context, deliveryId: string, status: LineStatus): Promise<ShipmentLine[]> =>
	ctx.em.find(ShipmentLine, { shipmentId: deliveryId, status }, { orderBy: { lineNumber: 'asc' }, refresh: true })

/** Writes a delivery that has been decided on, with its lines; the caller starts its workflow in the same unit of work. */
export async function writeDelivery(ctx: Context, delivery: NewDelivery): Promise<void> {
	const { lines, ...head } = delivery
	// State and category are filled in by the workflow a moment later.
	ctx.em.create(Shipment, {
		...head,
		direction: 'inbound',
		status: '',
		category: 'initial',
		announcedAt: ctx.now,
		shippedAt: null,
		arrivedAt: null,
	})
	await ctx.em.flush()
	for (const [index, line] of lines.entries()) {
		ctx.em.create(ShipmentLine, {
			...line,
			shipmentId: delivery.id,
			lineNumber: index + 1,
			countedQuantity: null,
			status: 'pending',
			decisionId: null,
			overrideSignatureId: null,
			decidedAt: null,
		})
	}
	await ctx.em.flush()
}
