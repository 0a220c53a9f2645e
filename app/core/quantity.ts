import { Decimal } from 'decimal.js'
import { z } from 'zod'
import { err, ok, type Result } from '#app/core/result.ts'
import { unitOf } from '#app/core/units.ts'

/**
 * An amount and its unit: `{ value: '12.5', unit: 'KGM' }`. The value is a plain decimal, never a float; the unit is a
 * UN/CEFACT Recommendation 20 code. Stored values have at most 15 digits before and 6 after the point.
 */
export interface Quantity {
	readonly value: string
	readonly unit: string
}

/** `unknown-unit`: not in our table; `unit-mismatch`: the two do not measure the same thing, as kilograms and metres. */
export type UnitError = { code: 'unit-mismatch' | 'unknown-unit' }

const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/

/** A plain decimal as people's input and stored rows have it: no exponent, no plus, no needless zeros in front. */
export const decimalSchema = z.string().regex(PLAIN_DECIMAL, { error: 'not-a-decimal' })

/** A quantity at the edge. The unit may be any Rec 20 code, also one that we cannot convert. */
export const quantitySchema = z.object({
	value: decimalSchema,
	unit: z.string().regex(/^[A-Z0-9]{2,3}$/, { error: 'not-a-unit-code' }),
})

/** Sums and products here need at most 21 + 16 digits; the default of 20 would round silently. */
const Exact = Decimal.clone({ precision: 64, rounding: Decimal.ROUND_HALF_EVEN })

/** Digits kept where a division never ends, as with grams in pounds. */
const ENDLESS_DIGITS = 34

/**
 * The sum, in the unit of the first. Errors: `unit-mismatch`, `unknown-unit` (two equal units always add).
 */
export function add(a: Quantity, b: Quantity): Result<Quantity, UnitError> {
	const converted = convert(b, a.unit)
	if (!converted.ok) return converted
	return ok(quantity(new Exact(a.value).plus(converted.value.value), a.unit))
}

/** The difference `a − b`, in the unit of the first. Errors: as for `add`. */
export function subtract(a: Quantity, b: Quantity): Result<Quantity, UnitError> {
	return add(a, negate(b))
}

/** The same amount with the other sign; zero stays zero. */
export function negate(amount: Quantity): Quantity {
	return quantity(new Exact(amount.value).negated(), amount.unit)
}

/** The sum of any number of quantities, in `unit`; of none it is 0. Errors: as for `add`. */
export function sum(amounts: Iterable<Quantity>, unit: string): Result<Quantity, UnitError> {
	let total = new Exact(0)
	for (const amount of amounts) {
		const converted = convert(amount, unit)
		if (!converted.ok) return converted
		total = total.plus(converted.value.value)
	}
	return ok(quantity(total, unit))
}

/** −1, 0 or 1 as `a` is less than, the same as or more than `b`, exactly. Errors: as for `add`. */
export function compare(a: Quantity, b: Quantity): Result<-1 | 0 | 1, UnitError> {
	const factors = factorsOf(a.unit, b.unit)
	if (!factors.ok) return factors
	const difference = new Exact(a.value).times(factors.value.from).comparedTo(new Exact(b.value).times(factors.value.to))
	return ok(difference < 0 ? -1 : difference > 0 ? 1 : 0)
}

/** Whether nothing is left: also for `0.000` and `-0`. */
export function isZero(amount: Quantity): boolean {
	return new Exact(amount.value).isZero()
}

/**
 * The same amount in another unit, exact, with as many decimals as it takes (1 mg is 0.000000001 t); a division that
 * never ends is kept to 34 digits. Use `roundToStored` before storing. A unit converts into itself even when unknown.
 * Errors: `unknown-unit` when one of two different codes is not in the table; `unit-mismatch` across dimensions.
 */
export function convert(amount: Quantity, unit: string): Result<Quantity, UnitError> {
	const factors = factorsOf(amount.unit, unit)
	if (!factors.ok) return factors
	const { from, to } = factors.value
	const inBase = new Exact(amount.value).times(from)
	const converted = inBase.dividedBy(to)
	const isExact = converted.times(to).equals(inBase) && converted.precision() <= ENDLESS_DIGITS
	return ok(quantity(isExact ? converted : converted.toSignificantDigits(ENDLESS_DIGITS), unit))
}

/**
 * Whether `actual` is no further than `percent` (a decimal text, `'0.5'` is half a percent) of `expected` from it, on
 * either side, the limit included. Nothing but zero is within any percentage of zero. Errors: as for `add`.
 */
export function withinTolerance(expected: Quantity, actual: Quantity, percent: string): Result<boolean, UnitError> {
	const factors = factorsOf(expected.unit, actual.unit)
	if (!factors.ok) return factors
	const target = new Exact(expected.value).times(factors.value.from)
	const difference = new Exact(actual.value).times(factors.value.to).minus(target).abs()
	return ok(difference.times(100).lessThanOrEqualTo(target.abs().times(percent)))
}

/** The quantity with at most 6 decimals, half to even, as it is stored (numeric(21,6)). */
export function roundToStored(amount: Quantity): Quantity {
	return quantity(new Exact(amount.value).toDecimalPlaces(6), amount.unit)
}

function factorsOf(fromUnit: string, toUnit: string): Result<{ from: string; to: string }, UnitError> {
	if (fromUnit === toUnit) return ok({ from: '1', to: '1' })
	const from = unitOf(fromUnit)
	const to = unitOf(toUnit)
	if (!from || !to) return err({ code: 'unknown-unit' })
	if (from.dimension !== to.dimension) return err({ code: 'unit-mismatch' })
	return ok({ from: from.factor, to: to.factor })
}

function quantity(value: Decimal, unit: string): Quantity {
	return { value: value.isZero() ? '0' : value.toFixed(), unit }
}
