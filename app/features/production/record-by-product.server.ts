import { err, ok, type Result } from '#app/core/result.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import { linkWithoutQuantity } from '#app/features/genealogy/link-without-quantity.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { findItem } from './order-choices.queries.server.ts'
import { readUses } from './order-record.queries.server.ts'

export type RecordByProductError =
	| OpenOrderError
	| { code: 'unknown-item' | 'same-item' | 'nothing-used'; path: string }
	| { code: 'event-refused'; refusal: EventRefusal }

/**
 * Records what an order made besides its product, as a new lot of another item: all that the order has used so far is
 * linked to it, without a quantity, since what was used is booked on the product. The quantity is in the item's unit, or in
 * the one named with it that converts for the item.
 * Permission `produce` on orders.
 * Errors: those of `openOrder`; `unknown-item` (id or number); `same-item` (that is output); `nothing-used`;
 * `event-refused` with what `recordEvent` says.
 */
export async function recordByProduct(
	ctx: Context,
	request: {
		orderId: string
		item: string
		quantity: string
		unit?: string | null | undefined
		note?: string | undefined
	},
): Promise<Result<{ lotId: string; lotCode: string }, RecordByProductError>> {
	const opened = await openOrder(ctx, { orderId: request.orderId }, { action: 'produce', while: 'running' })
	if (!opened.ok) return opened
	const order = opened.value
	const item = await findItem(ctx, request.item)
	if (!item) return err({ code: 'unknown-item', path: 'item' })
	if (item.id === order.itemId) return err({ code: 'same-item', path: 'item' })
	const uses = await readUses(ctx, order.id)
	if (uses.length === 0) return err({ code: 'nothing-used', path: '' })
	const recorded = await recordEvent(ctx, {
		kind: 'produce',
		outputs: [
			{
				newLot: { item: item.id, orderId: order.id },
				quantity: { value: request.quantity, unit: request.unit ?? item.unit },
			},
		],
		siteId: order.siteId,
		orderId: order.id,
		reference: order.number,
		equipment: order.line,
		note: request.note || null,
	})
	if (!recorded.ok) return err({ code: 'event-refused', refusal: recorded.error })
	const [made] = recorded.value.outputs
	if (!made) throw new Error('A by-product was not made')
	await linkWithoutQuantity(ctx, {
		parentIds: [...new Set(uses.map((use) => use.lotId))],
		childId: made.lotId,
		eventId: recorded.value.id,
		eventTime: new Date(recorded.value.eventTime),
	})
	return ok({ lotId: made.lotId, lotCode: made.code })
}
