import fc from 'fast-check'
import type { Gs1Element } from '#app/core/gs1/ai-value.ts'
import { CHARACTER_SET_82 } from '#app/core/gs1/character-sets.ts'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'

/** A text of character set 82, which has brackets, slashes, percent and question marks in it. */
export const text82 = (max: number) =>
	fc.string({ unit: fc.constantFrom(...CHARACTER_SET_82), minLength: 1, maxLength: max })

export const withCheckDigit = (length: number) =>
	fc.stringMatching(new RegExp(`^\\d{${length - 1}}$`)).map((body) => body + checkDigitFor(body))

const date = fc
	.date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true })
	.map((moment) => moment.toISOString().slice(2, 10).replaceAll('-', ''))

const element = (ai: string, value: fc.Arbitrary<string>) => value.map((text): Gs1Element => ({ ai, value: text }))

const optional = [
	element('22', text82(20)),
	element('10', text82(20)),
	element('21', text82(20)),
	element('17', date),
	element('11', date),
	element('30', fc.stringMatching(/^\d{1,8}$/)),
	element('3103', fc.stringMatching(/^\d{6}$/)),
	element('240', text82(30)),
	element('400', text82(30)),
	element('410', withCheckDigit(13)),
	element('90', text82(30)),
	element('99', text82(90)),
]

/** A GTIN and any of what may stand beside it, in any order. */
export const gtinElements: fc.Arbitrary<Gs1Element[]> = fc
	.tuple(
		element('01', withCheckDigit(14)),
		fc.subarray(optional).chain((chosen) => fc.tuple(...chosen)),
	)
	.chain(([gtin, others]) => fc.shuffledSubarray([gtin, ...others], { minLength: others.length + 1 }))
