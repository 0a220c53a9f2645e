import { todayIn } from '#app/core/local-date.ts'
import { convert, isZero, type Quantity, roundToStored } from '#app/core/quantity.ts'
import { convertForItem } from '#app/features/catalog/item-units.model.ts'
import { unitsOfItems } from '#app/features/catalog/item-units.queries.server.ts'
import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventPart } from './event-request.ts'

/**
 * The parts of an event with their quantities in the lots' units where only a conversion of the item leads there, as it
 * held on the day of the event. What was given in another unit than the lot's stays beside it. What nothing converts is left for the plan to refuse.
 * Asks the database only where Rec 20 does not convert, and for new lots in a unit that no lot of the event has.
 */
export async function partsInOwnUnits(
	ctx: Context,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, LockedLot>,
	eventTime: Date,
): Promise<EventPart[]> {
	const known = [...lots.values()]
	const own = parts.map((part) => asGivenByLot(part, lots))
	const odd = own.filter((part) => {
		const lot = lots.get(part.lotId ?? '')
		if (lot) return !convert(part.quantity, lot.unit).ok
		return part.newLot !== null && !known.some((one) => convert(part.quantity, one.unit).ok)
	})
	if (odd.length === 0) return own
	const itemOf = (part: EventPart): string => lots.get(part.lotId ?? '')?.itemId ?? part.newLot?.item ?? ''
	const units = await unitsOfItems(ctx, odd.map(itemOf), todayIn(ctx.tenant.timeZone, eventTime))
	return own.map((part) => {
		const item = odd.includes(part) ? units.get(itemOf(part)) : undefined
		const unit = lots.get(part.lotId ?? '')?.unit ?? item?.unit
		if (!item || !unit || convert(part.quantity, unit).ok) return part
		const converted = convertForItem(part.quantity, unit, item.own)
		return converted.ok ? { ...part, quantity: roundToStored(converted.value), given: asGiven(part.quantity) } : part
	})
}

/** What Rec 20 converts is booked by the plan; here it only keeps what was said. */
function asGivenByLot(part: EventPart, lots: ReadonlyMap<string, LockedLot>): EventPart {
	const lot = lots.get(part.lotId ?? '')
	const isOther = lot !== undefined && part.quantity.unit !== lot.unit && !part.given && !isZero(part.quantity)
	return isOther ? { ...part, given: asGiven(part.quantity) } : part
}

const asGiven = ({ value, unit }: Quantity): Quantity => ({ value, unit })
