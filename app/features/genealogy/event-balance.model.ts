import { Decimal } from 'decimal.js'
import { type Quantity, sum } from '#app/core/quantity.ts'
import { EVENT_RULES, KEEPS_QUANTITY } from './event-kinds.model.ts'
import type { EventBalance, EventKind, ProcessParameters } from './genealogy.model.ts'

const Exact = Decimal.clone({ precision: 64, rounding: Decimal.ROUND_HALF_EVEN })

/** The parameter under which what was lost is noted. */
export const SCRAP = 'scrap'

/** What was noted as lost, where it has a unit. */
export function scrapOf(parameters: ProcessParameters | null | undefined): Quantity | null {
	const noted = parameters?.[SCRAP]
	return noted?.unit && /^\d+(\.\d+)?$/.test(noted.value) ? { value: noted.value, unit: noted.unit } : null
}

/**
 * Weighs what came out and was lost against what went in, in exact decimals; a difference at the tolerance is within it.
 * Null where the two cannot be compared: nothing on one side, units of another kind, or goods that become something
 * else (then the order's parts list is what they are held against).
 */
export function balanceEvent(
	kind: EventKind,
	amounts: { inputs: readonly Quantity[]; outputs: readonly Quantity[]; scrap: Quantity | null },
	tolerancePercent: string,
): EventBalance | null {
	const unit = amounts.inputs[0]?.unit
	if (!unit || !EVENT_RULES[kind].link || !isComparable(kind) || amounts.outputs.length === 0) return null
	const input = sum(amounts.inputs, unit)
	const output = sum(amounts.outputs, unit)
	const scrap = sum(amounts.scrap ? [amounts.scrap] : [], unit)
	if (!input.ok || !output.ok || !scrap.ok) return null
	const before = new Exact(input.value.value)
	const after = new Exact(output.value.value).plus(scrap.value.value)
	if (before.isZero() || new Exact(output.value.value).isZero()) return null
	const difference = after.minus(before).times(100).dividedBy(before)
	return {
		input: before.toFixed(),
		output: new Exact(output.value.value).toFixed(),
		scrap: new Exact(scrap.value.value).toFixed(),
		unit,
		differencePercent: difference.toDecimalPlaces(3).toFixed(),
		tolerancePercent: new Exact(tolerancePercent).toFixed(),
		within: difference.abs().lessThanOrEqualTo(tolerancePercent),
	}
}

const isComparable = (kind: EventKind): boolean => KEEPS_QUANTITY.has(kind) || kind === 'rework'
