import { z } from 'zod'
import { decimalSchema, type Quantity } from '#app/core/quantity.ts'
import { unitFromText } from '#app/core/units.ts'

/** A number as it was typed, and the unit that stands behind it; null where none does. */
export type TypedAmount = { value: string; unit: string | null }

/**
 * An amount as people type it where one unit is usual and another may be meant: `12.5`, `1,200`, `2 box`, `2盒`. Grouping
 * commas are taken away. Null where the number or the unit is none.
 */
export function parseTypedAmount(text: string): TypedAmount | null {
	const [, number = '', word = ''] = /^([\d.,-]{1,30})\s{0,3}(\D.{0,23})?$/u.exec(text.normalize('NFKC').trim()) ?? []
	const value = number.replace(/,(?=\d{3}(\D|$))/g, '')
	if (!decimalSchema.safeParse(value).success) return null
	if (word === '') return { value, unit: null }
	const unit = unitFromText(word)
	return unit === undefined ? null : { value, unit }
}

/** The same as a quantity: without a unit it is in `unit`. */
export function readTypedAmount(text: string, unit: string): Quantity | null {
	const read = parseTypedAmount(text)
	return read && { value: read.value, unit: read.unit ?? unit }
}

/** What a form's field takes for an amount above zero, with or without a unit behind it. `error` is the key of its message. */
export const typedAmountSchema = (error: string) =>
	z
		.string()
		.trim()
		.refine((text) => Number(parseTypedAmount(text)?.value ?? 0) > 0, { error })
