import { Decimal } from 'decimal.js'
import { convert, type Quantity } from '#app/core/quantity.ts'

const Exact = Decimal.clone({ precision: 64, rounding: Decimal.ROUND_HALF_EVEN })

/** A line of the parts list with what an order has used of it, in the list's unit. */
export type ComponentUse = {
	/** For one unit of the item made. */
	perUnit: string
	unit: string
	tolerancePercent: string
	consumed: string
}

export type ComponentBalance = {
	/** For the quantity that was planned. */
	planned: string
	/** For what was made and scrapped so far; null before anything was. */
	needed: string | null
	consumed: string
	unit: string
	/** How far what was used is from what was needed, in percent of it, signed; null before anything was made. */
	differencePercent: string | null
	within: boolean | null
}

const plain = (value: Decimal): string => value.toDecimalPlaces(6).toFixed()

/**
 * Holds what was used against what the parts list says for the quantity made and scrapped, in exact decimals. `within` is
 * whether the difference keeps to the list's tolerance, its limit included. Quantities of the item are in its own unit.
 */
export function balanceComponent(
	use: ComponentUse,
	order: { planned: string; made: string; scrap: string },
): ComponentBalance {
	const perUnit = new Exact(use.perUnit)
	const consumed = new Exact(use.consumed)
	const done = new Exact(order.made).plus(order.scrap)
	const needed = done.isZero() ? null : perUnit.times(done)
	const difference = needed && !needed.isZero() ? consumed.minus(needed).times(100).dividedBy(needed) : null
	return {
		planned: plain(perUnit.times(order.planned)),
		needed: needed ? plain(needed) : null,
		consumed: plain(consumed),
		unit: use.unit,
		differencePercent: difference ? difference.toDecimalPlaces(2).toFixed() : null,
		within: difference ? difference.abs().lessThanOrEqualTo(use.tolerancePercent) : null,
	}
}

/** What of a component is still to be used for the planned quantity; zero where enough was. In the list's unit. */
export function stillNeeded(use: ComponentUse, planned: string): Quantity {
	const left = new Exact(use.perUnit).times(planned).minus(use.consumed)
	return { value: left.isNegative() ? '0' : plain(left), unit: use.unit }
}

/** The product of two plain decimals, to the six decimals that are stored. */
export const multiply = (a: string, b: string): string => plain(new Exact(a).times(b))

/** Sums quantities into `unit`; those that do not convert are counted apart, since they cannot be added. */
export function sumInto(unit: string, amounts: readonly Quantity[]): { value: string; apart: number } {
	let total = new Exact(0)
	let apart = 0
	for (const amount of amounts) {
		const converted = convert(amount, unit)
		if (converted.ok) total = total.plus(converted.value.value)
		else apart += 1
	}
	return { value: plain(total), apart }
}
