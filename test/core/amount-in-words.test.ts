import { expect, test } from 'vitest'
import { amountInWords } from '#app/core/amount-in-words.ts'

test('an amount of a problem is written with the unit that people know, other details as they are', () => {
	expect(amountInWords('2.5 KGM', 'en')).toBe('2.5 kg')
	expect(amountInWords('-3 H87', 'zh-CN')).toBe('-3 件')
	expect(amountInWords('LTR KGM', 'en')).toBe('LTR KGM')
	expect(amountInWords('on_hold', 'en')).toBe('on_hold')
})
