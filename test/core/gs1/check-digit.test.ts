import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	checkDigitFor,
	hasValidCheckDigit,
	hasValidGmnCheck,
	parseGln,
	parseGrai,
	parseGtin,
	parseSscc,
	rightCheckDigit,
} from '#app/core/gs1/check-digit.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

test.each([
	['8717648200274', '08717648200274'],
	['08717648200274', '08717648200274'],
	['03596010535344', '03596010535344'],
	['40170725', '00000040170725'],
	['036000291452', '00036000291452'],
	[' 8717648-200 274 ', '08717648200274'],
	['８７１７６４８２００２７４', '08717648200274'],
])('reads the GTIN %j', (text, gtin) => {
	expect(parseGtin(text)).toEqual({ ok: true, value: gtin })
})

test.each([
	['8717648200275', 'wrong-check-digit'],
	['871764820027', 'wrong-check-digit'],
	['87176482002', 'wrong-length'],
	['106141412345678908', 'wrong-length'],
	['871764820027X', 'not-digits'],
	['', 'not-digits'],
])('refuses the GTIN %j: %s', (text, code) => {
	expect(parseGtin(text)).toEqual({ ok: false, error: { code } })
})

test('reads and refuses locations and pallets', () => {
	expect(parseGln('4012345000009')).toEqual({ ok: true, value: '4012345000009' })
	expect(parseGln('04012345000009')).toEqual({ ok: false, error: { code: 'wrong-length' } })
	expect(parseSscc('1 0614141 234567890 8')).toEqual({ ok: true, value: '106141412345678908' })
	expect(parseSscc('106141412345678909')).toEqual({ ok: false, error: { code: 'wrong-check-digit' } })
})

test('reads and refuses returnable assets, with the zero of their identifier or without', () => {
	expect(parseGrai('4012345000009')).toEqual({ ok: true, value: '04012345000009' })
	expect(parseGrai('0 4012345 000009 CRATE-7')).toEqual({ ok: true, value: '04012345000009CRATE-7' })
	expect(parseGrai('4012345000008')).toEqual({ ok: false, error: { code: 'wrong-check-digit' } })
	expect(parseGrai('401234500000')).toEqual({ ok: false, error: { code: 'wrong-length' } })
	expect(parseGrai('4012345000009ABCDEFGHIJKLMNOPQ')).toEqual({ ok: false, error: { code: 'wrong-length' } })
	expect(parseGrai('4012345000009盒')).toEqual({ ok: false, error: { code: 'not-digits' } })
})

test('tells the check digit that a mistyped key should have', () => {
	expect(rightCheckDigit('8717648-20027 5')).toBe('4')
	expect(rightCheckDigit('87176A')).toBeNull()
})

test('throws when asked for the check digit of something else', () => {
	expect(() => checkDigitFor('12A')).toThrow(RangeError)
})

test('any one mistyped digit is found', () => {
	fc.assert(
		fc.property(digits(17), fc.nat({ max: 17 }), fc.integer({ min: 1, max: 9 }), (body, position, shift) => {
			const right = body + checkDigitFor(body)
			const wrong = String((Number(right[position]) + shift) % 10)
			expect(hasValidCheckDigit(right)).toBe(true)
			expect(hasValidCheckDigit(right.slice(0, position) + wrong + right.slice(position + 1))).toBe(false)
		}),
	)
})

test.each([
	['ean13', 12],
	['ean8', 7],
	['upca', 11],
	['itf14', 13],
] as const)('gives the check digit that bwip-js prints for %s', (symbol, length) => {
	fc.assert(
		fc.property(digits(length), (body) => {
			const accepts = (text: string) => {
				try {
					bwipjs.raw(symbol, text, {})
					return true
				} catch {
					return false
				}
			}
			const check = checkDigitFor(body)
			expect(accepts(body + check)).toBe(true)
			expect(accepts(body + ((Number(check) + 1) % 10))).toBe(false)
		}),
		{ numRuns: 30 },
	)
})

test('checks Global Model Numbers', () => {
	expect(hasValidGmnCheck('1987654Ad4X4bL5ttr2310c2K')).toBe(true)
	expect(hasValidGmnCheck('1987654Ad4X4bL5ttr2310cXK')).toBe(false)
	expect(hasValidGmnCheck('1987654Ad4X4bL5ttr2310c2X')).toBe(false)
	expect(hasValidGmnCheck('12345_!"%&\'()*+,-./LC')).toBe(true)
	expect(hasValidGmnCheck('22')).toBe(false)
	expect(hasValidGmnCheck('19876 54NT')).toBe(false)
})
