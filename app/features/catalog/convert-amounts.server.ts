import { convert, type Quantity, roundToStored, type UnitError } from '#app/core/quantity.ts'
import type { Result } from '#app/core/result.ts'
import { ok } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { convertForItem } from './item-units.model.ts'
import { unitsOfItems } from './item-units.queries.server.ts'

/** An amount of an item, and the unit in which it is wanted. */
export type AskedAmount = { item: string; amount: Quantity; unit: string }

/**
 * Amounts of items (by id or SKU) in other units: by Rec 20, else by what the item's own conversions say on `day` (absent:
 * today). Exact, rounded to six decimals as it is stored. Asks the database only where Rec 20 does not convert.
 * Errors of each: `unknown-unit`, `unit-mismatch`: neither says what one is of the other.
 */
export async function convertAmounts(
	ctx: Context,
	asked: readonly AskedAmount[],
	day?: string,
): Promise<Result<Quantity, UnitError>[]> {
	const odd = asked.filter(({ amount, unit }) => !convert(amount, unit).ok)
	const units = await unitsOfItems(
		ctx,
		odd.map((one) => one.item),
		day,
	)
	return asked.map(({ item, amount, unit }) => {
		const found = convertForItem(amount, unit, units.get(item)?.own ?? [])
		return found.ok ? ok(roundToStored(found.value)) : found
	})
}
