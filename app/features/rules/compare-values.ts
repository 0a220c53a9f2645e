import { Decimal } from 'decimal.js'
import { compare } from '#app/core/quantity.ts'
import type { FactType } from './fact-catalog.model.ts'
import type { NormalValue } from './fact-value.ts'
import type { Operator } from './operators.model.ts'

/** What an operator is applied to, once both sides are known. */
export type Comparand = NormalValue | readonly NormalValue[]

const sides = (expected: Comparand): readonly NormalValue[] =>
	typeof expected === 'object' && !('unit' in expected) ? expected : [expected]

/** Decimals of at most 15 digits are distinct floats in the same order (IEEE 754 binary64), so floats compare them. */
const EXACT_DIGITS = 15

/** A plain decimal as a float where that is exact, otherwise NaN. */
export const exactAmount = (text: string): number => (text.length <= EXACT_DIGITS ? Number(text) : Number.NaN)

function compareAmounts(a: string, b: string): number {
	const difference = exactAmount(a) - exactAmount(b)
	return Number.isNaN(difference) ? new Decimal(a).comparedTo(new Decimal(b)) : Math.sign(difference)
}

/**
 * How two comparable values stand to each other: below 0, 0, above 0; `undefined` where they cannot be compared
 * (kilograms with litres). Texts and booleans are only equal (0) or not.
 */
function compareValues(type: FactType, a: NormalValue, b: NormalValue): number | undefined {
	if (typeof a === 'object' || typeof b === 'object') {
		const order = typeof a === 'object' && typeof b === 'object' ? compare(a, b) : undefined
		return order?.ok ? order.value : undefined
	}
	if (type === 'integer' || type === 'decimal') return compareAmounts(String(a), String(b))
	if (a === b) return 0
	return a < b ? -1 : 1
}

/** Whether both sides can be compared at all; of one type they always can, but for quantities of different kinds. */
export const areComparable = (type: FactType, actual: NormalValue, expected: Comparand): boolean =>
	type !== 'quantity' || sides(expected).every((value) => compareValues(type, actual, value) !== undefined)

/** Whether `actual operator expected` holds. Both sides are known and comparable; anything else is a bug and throws. */
export function operatorHolds(operator: Operator, type: FactType, actual: NormalValue, expected: Comparand): boolean {
	const orders = sides(expected).map((value) => compareValues(type, actual, value))
	if (orders.includes(undefined)) throw new Error(`Values of ${type} that cannot be compared reached ${operator}`)
	const order = orders[0] ?? Number.NaN
	switch (operator) {
		case 'equal':
			return order === 0
		case 'notEqual':
			return order !== 0
		case 'lessThan':
			return order < 0
		case 'lessThanInclusive':
			return order <= 0
		case 'greaterThan':
			return order > 0
		case 'greaterThanInclusive':
			return order >= 0
		case 'in':
			return orders.includes(0)
		case 'notIn':
			return !orders.includes(0)
	}
}
