import { Decimal } from 'decimal.js'
import { isLocalDate, todayIn } from '#app/core/local-date.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { FactDefinition } from './fact-catalog.model.ts'

/**
 * A fact made comparable: text and enumeration as they are, numbers as plain decimal strings, dates as `YYYY-MM-DD`,
 * quantities with such a decimal string.
 */
export type NormalValue = string | boolean | Quantity

const DECIMAL = /^[+-]?\d{1,30}(\.\d{1,30})?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** Written as it would come out: nothing to do, and most values are. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,14})\.\d{0,14}[1-9])$/

function decimalText(value: unknown): string | undefined {
	if (typeof value === 'string' ? PLAIN.test(value) : Number.isSafeInteger(value))
		return value === 0 ? '0' : String(value)
	const isNumber = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && DECIMAL.test(value)
	if (!isNumber) return undefined
	const decimal = new Decimal(value as string | number)
	return decimal.isZero() ? '0' : decimal.toFixed()
}

function integerText(value: unknown): string | undefined {
	const text = decimalText(value)
	return text?.includes('.') ? undefined : text
}

function dateText(value: unknown, timeZone: string): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : todayIn(timeZone, value)
	if (typeof value !== 'string') return undefined
	if (INSTANT.test(value)) return dateText(new Date(value), timeZone)
	return isLocalDate(value) ? value : undefined
}

function quantityValue(value: unknown): Quantity | undefined {
	if (typeof value !== 'object' || value === null) return undefined
	const own = (key: 'value' | 'unit'): unknown => Object.getOwnPropertyDescriptor(value, key)?.value
	const [amount, unit] = [decimalText(own('value')), own('unit')]
	return amount !== undefined && typeof unit === 'string' && unit !== '' ? { value: amount, unit } : undefined
}

function enumText(value: unknown, definition: FactDefinition): string | undefined {
	if (typeof value !== 'string') return undefined
	return definition.open || definition.values?.some((known) => known.value === value) ? value : undefined
}

/**
 * Makes a value comparable by the type of its fact, or gives `undefined` where it is not of that type: no text becomes
 * a number by chance, no `"true"` a boolean, no 30 February a date. Moments become the date in `timeZone`.
 */
export function normalizeValue(value: unknown, definition: FactDefinition, timeZone: string): NormalValue | undefined {
	switch (definition.type) {
		case 'text':
			return typeof value === 'string' ? value.normalize('NFC') : undefined
		case 'enum':
			return enumText(value, definition)
		case 'boolean':
			return typeof value === 'boolean' ? value : undefined
		case 'integer':
			return integerText(value)
		case 'decimal':
			return decimalText(value)
		case 'date':
			return dateText(value, timeZone)
		case 'quantity':
			return quantityValue(value)
	}
}

/** A comparable value as it stands in a stored decision: whole numbers as numbers, decimals as decimal strings. */
export function plainValue(value: NormalValue, definition: FactDefinition): string | number | boolean | Quantity {
	if (definition.type !== 'integer' || typeof value !== 'string') return value
	const number = Number(value)
	return Number.isSafeInteger(number) ? number : value
}
