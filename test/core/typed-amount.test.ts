import { expect, test } from 'vitest'
import { readTypedAmount } from '#app/core/typed-amount.ts'

test('reads an amount in the usual unit, or in the one that is typed behind it', () => {
	expect(readTypedAmount('12.5', 'KGM')).toEqual({ value: '12.5', unit: 'KGM' })
	expect(readTypedAmount(' 1,200 ', 'H87')).toEqual({ value: '1200', unit: 'H87' })
	expect(readTypedAmount('2 box', 'H87')).toEqual({ value: '2', unit: 'XBX' })
	expect(readTypedAmount('2盒', 'H87')).toEqual({ value: '2', unit: 'XBX' })
	expect(readTypedAmount('500g', 'KGM')).toEqual({ value: '500', unit: 'GRM' })
})

test('a number or a unit that is none is not guessed at', () => {
	for (const text of ['', 'box', '2 bananas', '1.2.3', '12,5', '1e5', '2 box extra'])
		expect(readTypedAmount(text, 'KGM'), text).toBeNull()
})
