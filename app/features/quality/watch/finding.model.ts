import { Decimal } from 'decimal.js'
import { unitFromText, unitOf } from '#app/core/units.ts'
import type { Verdict } from '../quality.model.ts'

/** What was measured: a test of the lot, or a process parameter of the step that made it. */
export type FindingKind = 'result' | 'parameter'

export type Limits = { minimum: string | null; maximum: string | null }

/**
 * How far a value is from its nearest limit, in percent of the width between two limits or, where there is one only, of
 * that limit; negative outside. Null without a number, without a limit, or where a single limit is zero.
 */
export function marginPercent(value: string | null, { minimum, maximum }: Limits): string | null {
	if (value === null || (minimum === null && maximum === null)) return null
	const measured = new Decimal(value)
	const low = minimum === null ? null : measured.minus(minimum)
	const high = maximum === null ? null : new Decimal(maximum).minus(measured)
	const nearest = low && high ? Decimal.min(low, high) : (low ?? high)
	const width =
		minimum !== null && maximum !== null
			? new Decimal(maximum).minus(minimum)
			: new Decimal(minimum ?? maximum ?? 0).abs()
	if (!nearest || width.lessThanOrEqualTo(0)) return null
	return nearest.times(100).div(width).toDecimalPlaces(3).toFixed()
}

/** A unit as it is compared: by its Rec 20 code where it has one, so that `CEL` and `°C` are the same. */
const unitKey = (text: string): string =>
	(unitOf(text) ? text : unitFromText(text)) ?? text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
const sameUnit = (one: string, other: string): boolean => unitKey(one) === unitKey(other)

/**
 * The limits that hold for a process parameter: those of the item revision, where it knows the parameter; otherwise those
 * given with the value. A value in another unit than the revision's cannot be compared with it: without limits of its
 * own it has none, and is not `comparable`, so that no verdict is made up.
 */
export function limitsOfParameter(
	given: Limits & { unit: string },
	parameter: (Limits & { unit: string }) | null,
): Limits & { limits: 'revision' | 'reading' | 'none'; comparable: boolean } {
	const own = { minimum: given.minimum, maximum: given.maximum }
	const isGiven = own.minimum !== null || own.maximum !== null
	const fromReading = isGiven ? ('reading' as const) : ('none' as const)
	if (!parameter) return { ...own, limits: fromReading, comparable: true }
	const fits = given.unit === '' || parameter.unit === '' || sameUnit(given.unit, parameter.unit)
	if (!fits) return { ...own, limits: fromReading, comparable: isGiven }
	const { minimum, maximum } = parameter
	const isLimited = minimum !== null || maximum !== null
	return { minimum, maximum, limits: isLimited ? 'revision' : 'none', comparable: true }
}

/** An earlier measurement, the newest first in a list of them. */
export type Earlier = { value: string | null; verdict: Verdict; warned: boolean }

export type Trend = {
	count: number
	mean?: string
	warnedCount: number
	failedCount: number
	rises: number
	falls: number
}

/** How a measurement went before: `earlier` newest first. Rises and falls count this value's own step as well. */
export function trendOf(value: string | null, earlier: readonly Earlier[]): Trend {
	const numbers = earlier.flatMap((one) => (one.value === null ? [] : [new Decimal(one.value)]))
	const sequence = value === null ? [] : [new Decimal(value), ...numbers]
	const run = (grows: (newer: Decimal, older: Decimal) => boolean) => {
		let length = 0
		while (length + 1 < sequence.length && grows(sequence[length] as Decimal, sequence[length + 1] as Decimal)) length++
		return length
	}
	return {
		count: earlier.length,
		...(numbers.length > 0
			? {
					mean: Decimal.sum(...numbers)
						.div(numbers.length)
						.toSignificantDigits(12)
						.toFixed(),
				}
			: {}),
		warnedCount: earlier.filter((one) => one.warned).length,
		failedCount: earlier.filter((one) => one.verdict === 'fail').length,
		rises: run((newer, older) => newer.greaterThan(older)),
		falls: run((newer, older) => newer.lessThan(older)),
	}
}

/**
 * What the rules say of a measurement, by the name that people know it by (`called`) in place of its key. A message that
 * does not name it begins with the name, where `named` asks for that.
 */
export function byName(message: string, key: string, called: string, named: 'named' | 'as-is' = 'as-is'): string {
	const escaped = key.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
	const said = new RegExp(`(?<![\\p{Script=Latin}\\p{N}_])${escaped}(?![\\p{Script=Latin}\\p{N}_])`, 'gu')
	if (said.test(message)) return message.replaceAll(said, () => called)
	return named === 'named' ? `${called}: ${message}` : message
}
