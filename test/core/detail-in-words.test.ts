import { expect, test } from 'vitest'
import { detailInWords } from '#app/core/detail-in-words.ts'

test('an amount of a problem is written with the unit that people know, other details as they are', () => {
	expect(detailInWords('2.5 KGM', 'en')).toBe('2.5 kg')
	expect(detailInWords('-3 H87', 'zh-CN')).toBe('-3 件')
	expect(detailInWords('LTR KGM', 'en')).toBe('LTR KGM')
	expect(detailInWords('on_hold', 'en')).toBe('on_hold')
})

test('a day is said as the reader says days', () => {
	expect(detailInWords('2026-11-28', 'en')).toBe('Nov 28, 2026')
	expect(detailInWords('2026-11-28', 'zh-CN')).toBe('2026年11月28日')
	expect(detailInWords('2026-13-99', 'en')).toBe('2026-13-99')
})
