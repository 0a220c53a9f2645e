import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberShape, parseNumber } from '#app/features/intake/number-text.model.ts'

const value = (text: string, decimals: 'comma' | 'point' | 'unknown' = 'unknown') => {
	const parsed = parseNumber(text, decimals)
	return parsed.ok ? parsed.value.value : parsed.error.code
}

describe('numbers as people write them', () => {
	test.each([
		['5', '5'],
		['12.500', '12.500'],
		['0,5', '0.5'],
		['.5', '0.5'],
		['1.234,5', '1234.5'],
		['1,234.5', '1234.5'],
		['1.234.567', '1234567'],
		["1'234.50", '1234.50'],
		['1 234 567,8', '1234567.8'],
		['1\u00a0234,5', '1234.5'],
		['１２．５', '12.5'],
		['-5', '-5'],
		['−5', '-5'],
		['5-', '-5'],
		['(5,25)', '-5.25'],
		['+7', '7'],
		['007', '7'],
		['1.5E+3', '1500'],
		['2e-2', '0.02'],
		['123456789012345', '123456789012345'],
		['1234567890123456', 'number-out-of-range'],
		['0.1234567', 'number-out-of-range'],
		['1.0000000', '1.000000'],
		['', 'not-a-number'],
		['abc', 'not-a-number'],
		['12-34', 'not-a-number'],
		['2026-10-01', 'not-a-number'],
		['1,2,3', 'not-a-number'],
		['1.23,45,6', 'not-a-number'],
		['12,34.5', 'not-a-number'],
		['1..5', 'not-a-number'],
		['Infinity', 'not-a-number'],
		['1e99', 'number-out-of-range'],
	])('reads %j as %j', (text, expected) => {
		expect(value(text, 'point')).toBe(expected)
	})

	test('leaves 1,234 to the column', () => {
		expect([value('1,234', 'comma'), value('1,234', 'point'), value('1,234')]).toEqual([
			'1.234',
			'1234',
			'ambiguous-number',
		])
		expect([value('1.234', 'comma'), value('1.234', 'point'), value('1.234')]).toEqual([
			'1234',
			'1.234',
			'ambiguous-number',
		])
		expect(value('0,234')).toBe('0.234')
		expect(value('1234,567')).toBe('1234.567')
	})

	test('keeps the words behind a number apart', () => {
		expect(parseNumber('12,5 kg', 'unknown')).toEqual({ ok: true, value: { value: '12.5', suffix: 'kg' } })
		expect(parseNumber('3件', 'unknown')).toEqual({ ok: true, value: { value: '3', suffix: '件' } })
	})

	test('suggests digits for letters and for Chinese numerals', () => {
		const suggestion = (text: string) => {
			const parsed = parseNumber(text, 'point')
			return parsed.ok ? parsed.value : [parsed.error.code, parsed.error.suggestion]
		}
		expect(suggestion('O.5')).toEqual(['letter-in-number', '0.5'])
		expect(suggestion('l2.5')).toEqual(['letter-in-number', '12.5'])
		expect(suggestion('一百')).toEqual(['not-a-number', '100'])
		expect(suggestion('三千零五')).toEqual(['not-a-number', '3005'])
		expect(suggestion('两万五千')).toEqual(['not-a-number', '25000'])
		expect(suggestion('十二')).toEqual(['not-a-number', '12'])
		expect(suggestion('about 5')).toEqual(['not-a-number', undefined])
	})

	test('reads back every number that is written in any of the ways', () => {
		const whole = fc.integer({ min: 0, max: 999_999_999 })
		const fraction = fc.stringMatching(/^\d{0,6}$/u)
		fc.assert(
			fc.property(
				whole,
				fraction,
				fc.boolean(),
				fc.constantFrom('', ',', '.', ' ', "'"),
				(n, digits, isNegative, group) => {
					const decimals = group === '.' ? 'comma' : 'point'
					const sign = decimals === 'comma' ? ',' : '.'
					const grouped = String(n).replace(/\B(?=(?:\d{3})+$)/gu, group)
					const text = `${isNegative ? '-' : ''}${grouped}${digits === '' ? '' : sign + digits}`
					const plain = `${isNegative ? '-' : ''}${n}${digits === '' ? '' : `.${digits}`}`
					expect(value(text, decimals)).toBe(plain)
				},
			),
		)
	})

	test('never throws, and comes to an end with the longest text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary', maxLength: 200 }),
				(text) => void [parseNumber(text, 'unknown'), numberShape(text)],
			),
		)
		for (const text of ['1 '.repeat(50_000), '1,'.repeat(50_000), ' '.repeat(100_000), '1'.repeat(100_000)])
			parseNumber(text, 'comma')
	})
})

test('tells what a number proves about its column', () => {
	const shapes = ['5', '406,616', '1486,235', '1.234', '12.5', '1,234.5', '1.234,5 kg', '1,234,567', 'x'].map(
		(text) => numberShape(text)?.shape,
	)
	expect(shapes).toEqual(['whole', 'open-comma', 'comma', 'open-point', 'point', 'point', 'comma', 'whole', undefined])
})
