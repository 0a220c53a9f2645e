import { decimalSchema, isZero, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { convertAmounts } from './convert-amounts.server.ts'

/** An amount of an item (by id) as somebody gave it; without a `unit` it is in `ownUnit`, in which it is kept. */
export type GivenAmount = { itemId: string; value: string; unit?: string | null | undefined; ownUnit: string }

/** An amount in the unit in which it is kept, and as it was given where that was in another one. */
export type TakenAmount = { value: string; given: Quantity | null }

/** `detail` of `unit-mismatch` names both units, as `LTR KGM`. */
export type AmountError = { code: 'not-a-quantity' } | { code: 'unit-mismatch'; detail: string }

/**
 * Takes amounts in any unit that converts: by the conversions of the item that hold on `day` (absent: today), or by
 * Rec 20. Exact, rounded to six decimals as it is stored; what was given stays beside it.
 * Errors of each: `not-a-quantity` (no plain decimal above zero, or none that can be kept); `unit-mismatch`. At most one
 * statement.
 */
export async function takeAmounts(
	ctx: Context,
	amounts: readonly GivenAmount[],
	day?: string,
): Promise<Result<TakenAmount, AmountError>[]> {
	const converted = await convertAmounts(
		ctx,
		amounts.map(({ itemId, value, unit, ownUnit }) => ({
			item: itemId,
			amount: { value: isAmount(value) ? value : '0', unit: unit ?? ownUnit },
			unit: ownUnit,
		})),
		day,
	)
	return amounts.map((amount, index) => taken(amount, converted[index]))
}

function taken(
	{ value, unit, ownUnit }: GivenAmount,
	found: Result<Quantity, { code: string }> | undefined,
): Result<TakenAmount, AmountError> {
	if (!isAmount(value)) return err({ code: 'not-a-quantity' })
	const own = !unit || unit === ownUnit
	if (own) return ok({ value, given: null })
	if (!found?.ok) return err({ code: 'unit-mismatch', detail: `${unit} ${ownUnit}` })
	if (!isAmount(found.value.value)) return err({ code: 'not-a-quantity' })
	return ok({ value: found.value.value, given: { value, unit } })
}

const isAmount = (value: string): boolean =>
	decimalSchema.safeParse(value).success && !value.startsWith('-') && !isZero({ value, unit: '' })
