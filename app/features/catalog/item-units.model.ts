import { Decimal } from 'decimal.js'
import { convert, type Quantity, type UnitError } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** A conversion that holds for one item alone: one `unit` is `factor` of `baseUnit`, exactly. */
export type ItemUnitRow = { unit: string; factor: string; baseUnit: string }

/** A conversion with the days from and to which it holds, both included. */
export type ItemUnitPeriod = ItemUnitRow & {
	id: string
	version: number
	effectiveFrom: string
	effectiveTo: string | null
}

/** How a conversion stands on a day. */
export const periodOf = (
	{ effectiveFrom, effectiveTo }: Pick<ItemUnitPeriod, 'effectiveFrom' | 'effectiveTo'>,
	today: string,
): 'in-force' | 'later' | 'over' =>
	effectiveFrom > today ? 'later' : effectiveTo !== null && effectiveTo < today ? 'over' : 'in-force'

const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_EVEN })

const toUnit = (value: Decimal, unit: string): Quantity => ({ value: value.isZero() ? '0' : value.toFixed(), unit })

/**
 * The same amount of an item in another unit: by Rec 20 where the two measure the same thing, else by the item's own
 * conversions (a box of it is twelve pieces), there and back. Exact; a division that never ends is kept to 34 digits.
 * Errors: those of `convert`, when the item has no conversion between them.
 */
export function convertForItem(
	amount: Quantity,
	unit: string,
	own: readonly ItemUnitRow[],
): Result<Quantity, UnitError> {
	const plain = convert(amount, unit)
	if (plain.ok) return plain
	const from = ownOf(amount.unit, own)
	const to = ownOf(unit, own)
	if (!from && !to) return plain
	const base = from ? inBase(amount, from) : ok(amount)
	if (!base.ok || !to) return base.ok ? convert(base.value, unit) : base
	const there = convert(base.value, to.baseUnit)
	if (!there.ok) return err(there.error)
	const exact = new Exact(there.value.value).dividedBy(to.factor)
	return convert(toUnit(exact.precision() > 34 ? exact.toSignificantDigits(34) : exact, to.unit), unit)
}

/** The item's conversion of a unit, or of one that means the same: a box is `XBX` and `BX`. */
const ownOf = (unit: string, own: readonly ItemUnitRow[]): ItemUnitRow | undefined =>
	own.find((one) => one.unit === unit) ?? own.find((one) => convert({ value: '1', unit }, one.unit).ok)

function inBase(amount: Quantity, { unit, factor, baseUnit }: ItemUnitRow): Result<Quantity, UnitError> {
	const own = convert(amount, unit)
	return own.ok ? ok(toUnit(new Exact(own.value.value).times(factor), baseUnit)) : own
}
