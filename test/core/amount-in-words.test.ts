import { expect, test } from 'vitest'
import { amountInWords } from '#app/core/amount-in-words.ts'

test('an amount of a problem is written with the unit that people know, other details as they are', () => {
	expect(amountInWords('2.5 KGM', 'en')).toBe('2.5 kg')
	expect(amountInWords('-3 H87', 'zh-CN')).toBe('-3 件')
	expect(amountInWords('LTR KGM', 'en')).toBe('LTR KGM')
	expect(amountInWords('on_hold', 'en')).toBe('on_hold')
})

test('a day is said as the reader says days', () => {
	expect(amountInWords('2026-11-28', 'en')).toBe('Nov 28, 2026')
	expect(amountInWords('2026-11-28', 'zh-CN')).toBe('2026年11月28日')
	expect(amountInWords('2026-13-99', 'en')).toBe('2026-13-99')
})
