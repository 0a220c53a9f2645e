import { isZero } from '#app/core/quantity.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { type LotFacts, readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { settleDelivery } from './close-delivery.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'
import { mayTakeIn, settleLine } from './take-in-line.server.ts'

export type ReturnLineError = OpenLineError | MoveError | { code: 'reason-missing' }

/**
 * Sends a line back to its supplier: the lot ends as returned. An open line never came into stock; what a held line had
 * brought in is booked out.
 * Permission `return` on the delivery.
 * Errors: those of `openLine`; `reason-missing`; `transition-refused`.
 */
export async function returnLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string; reason: string },
): Promise<Result<null, ReturnLineError>> {
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const opened = await openLine(ctx, request, 'return', ['pending', 'held'])
	if (!opened.ok) return opened
	if (!mayTakeIn(ctx)) return err({ code: 'forbidden' })
	const { delivery, line } = opened.value
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	const lot = (await readLotFacts(ctx, [line.lotId])).get(line.lotId)
	if (!lot) return err({ code: 'unknown-line' })
	const gone = await sendBack(ctx, delivery, line, { lot, reason })
	if (!gone.ok) return gone
	await settleLine(ctx, delivery, line, { status: 'returned', reason, lotCode: lot.code })
	await settleDelivery(ctx, delivery, reason)
	return ok(null)
}

async function sendBack(
	ctx: Context,
	delivery: Shipment,
	line: ShipmentLine,
	{ lot, reason }: { lot: LotFacts; reason: string },
): Promise<Result<null, MoveError>> {
	const about = {
		siteId: delivery.siteId,
		shipmentId: delivery.id,
		partyId: delivery.partyId,
		reference: delivery.number,
		note: reason,
	}
	if (!isZero(lot.onHand)) {
		// The event moves the lot to returned: nothing of it is left.
		const recorded = await recordEvent(ctx, {
			kind: 'return',
			inputs: [{ lotId: line.lotId, quantity: lot.onHand }],
			...about,
		})
		if (!recorded.ok) throw new Error(`A return was refused: ${recorded.error.code}`)
		return ok(null)
	}
	const moved = await transitionLot(ctx, {
		lotId: line.lotId,
		transition: 'returned_by_event',
		trigger: { type: 'system', event: 'lot.returned' },
		reason,
	})
	if (!moved.ok) {
		if (moved.error.code === 'unknown-lot') throw new Error('A line has no lot')
		return err(moved.error)
	}
	const quantity = line.countedQuantity ?? line.quantity
	const given = (line.countedQuantity == null ? line.given : line.countedGiven) ?? null
	await writeEvents(ctx, [
		{ kind: 'return', lots: [{ lotId: line.lotId, role: 'subject', quantity, unit: line.unit, given }], ...about },
	])
	return ok(null)
}
