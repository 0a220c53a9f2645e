import { decimalSchema, type Quantity } from '#app/core/quantity.ts'
import { unitFromText } from '#app/core/units.ts'

/**
 * An amount as people type it where one unit is usual and another may be meant: `12.5`, `1,200`, `2 box`, `2盒`. Grouping
 * commas are taken away; without a unit it is in `unit`. Null where the number or the unit is none.
 */
export function readTypedAmount(text: string, unit: string): Quantity | null {
	const [, number = '', word = ''] = /^([\d.,-]{1,30})\s{0,3}(\D\S{0,23})?$/u.exec(text.normalize('NFKC').trim()) ?? []
	const value = number.replace(/,(?=\d{3}(\D|$))/g, '')
	if (!decimalSchema.safeParse(value).success) return null
	const meant = word === '' ? unit : unitFromText(word)
	return meant === undefined ? null : { value, unit: meant }
}
