import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareQuantities } from '#app/features/genealogy/share-quantity.model.ts'

const kg = (value: string) => ({ value, unit: 'KGM' })

test('gives the whole input to the only output', () => {
	expect(shareQuantities([kg('3.5')], [{ value: '7', unit: 'H87' }])).toEqual([
		{ input: 0, output: 0, quantity: '3.5', unit: 'KGM' },
	])
})

test('divides an input as the outputs were made of it', () => {
	const shares = shareQuantities([kg('10')], [kg('1'), { value: '3000', unit: 'GRM' }])
	expect(shares.map((share) => share.quantity)).toEqual(['2.5', '7.5'])
})

test('counts outputs alike that cannot be compared', () => {
	const shares = shareQuantities([kg('10')], [kg('1'), { value: '3', unit: 'LTR' }])
	expect(shares.map((share) => share.quantity)).toEqual(['5', '5'])
})

test('loses and adds nothing, however odd the numbers', () => {
	const amount = fc
		.integer({ min: 1, max: 10_000_000 })
		.map((millionths) => new Decimal(millionths).dividedBy(1_000_000).toFixed())
	fc.assert(
		fc.property(
			fc.array(amount, { minLength: 1, maxLength: 4 }),
			fc.array(amount, { minLength: 1, maxLength: 6 }),
			(inputs, outputs) => {
				const shares = shareQuantities(inputs.map(kg), outputs.map(kg))
				for (const [index, input] of inputs.entries()) {
					const own = shares.filter((share) => share.input === index)
					expect(Decimal.sum(...own.map((share) => share.quantity)).equals(input)).toBe(true)
					expect(own.every((share) => !share.quantity.startsWith('-'))).toBe(true)
				}
			},
		),
	)
})
