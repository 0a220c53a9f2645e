import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseCode } from '#app/core/normalise-code.ts'

test.each([
	[' lot-2026/11.001 ', 'LOT202611001'],
	['ＬＯＴ２０２６＿１１', 'LOT202611'],
	['BJ261109—0001', 'BJ2611090001'],
	['a\u2013b\u2212c', 'ABC'],
	['A\\B', 'AB'],
	['AB\u200b\ufeff12\u00a0\u3000', 'AB12'],
	['批号 甲-7', '批号甲7'],
	['Φ8+', 'Φ8+'],
	['- . _', ''],
])('reads %j as %j', (text, normalised) => {
	expect(normaliseCode(text)).toBe(normalised)
})

test('normalising twice changes nothing, and case and separators never matter', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const once = normaliseCode(text)
			expect(normaliseCode(once)).toBe(once)
		}),
		{ numRuns: 2000 },
	)
	fc.assert(
		fc.property(fc.stringMatching(/^[A-Z0-9]{1,20}$/), fc.constantFrom('-', ' ', '.', '_', '/'), (code, separator) => {
			expect(normaliseCode([...code.toLowerCase()].join(separator))).toBe(code)
		}),
	)
})
