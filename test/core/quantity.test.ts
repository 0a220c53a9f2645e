import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	add,
	compare,
	convert,
	isZero,
	negate,
	type Quantity,
	quantitySchema,
	roundToStored,
	subtract,
	sum,
	withinTolerance,
} from '#app/core/quantity.ts'
import type { Result } from '#app/core/result.ts'
import { UNITS } from '#app/core/unit-table.ts'

const q = (value: string, unit = 'KGM'): Quantity => ({ value, unit })

function must<T>(result: Result<T, unknown>): T {
	if (!result.ok) throw new Error('units of one dimension convert')
	return result.value
}

/** Any stored value: up to 15 digits before and 6 after the point, either sign. */
const value = fc
	.tuple(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), fc.option(fc.stringMatching(/^\d{1,6}$/)))
	.map(([whole, decimals]) => (decimals === null ? `${whole}` : `${whole}.${decimals}`))

/** Two units of one dimension whose factors are powers of ten, so that division ends. */
const metricPair = fc.constantFrom(['KGM', 'MGM'], ['GRM', 'TNE'], ['MLT', 'MTQ'], ['CMT', 'KMT'], ['MIL', 'H87'])
const anyPair = fc
	.constantFrom(...UNITS)
	.chain((from) => fc.constantFrom(...UNITS.filter((to) => to.dimension === from.dimension)).map((to) => [from, to]))

test.each(['0', '1', '-1', '12.5', '999999999999999.999999', '0.000001', '1.50'])('takes %s as a value', (text) => {
	expect(quantitySchema.safeParse(q(text)).success).toBe(true)
})

test.each(['', '.5', '5.', '1e3', '+1', '01', '1,5', ' 1', '1.1234567', '1000000000000000', 'NaN', '１'])(
	'refuses %j as a value',
	(text) => {
		expect(quantitySchema.safeParse(q(text)).success).toBe(false)
	},
)

test.each(['kg', '', 'KILO', '千克'])('refuses %j as a unit code', (unit) => {
	expect(quantitySchema.safeParse(q('1', unit)).success).toBe(false)
})

test('adds decimals without the error of floats', () => {
	expect(add(q('0.1'), q('0.2'))).toEqual({ ok: true, value: q('0.3') })
})

test('keeps every digit of the largest stored values', () => {
	expect(add(q('999999999999999.999999'), q('0.000001'))).toEqual({ ok: true, value: q('1000000000000000') })
})

test('adds in the unit of the first', () => {
	expect(add(q('1', 'KGM'), q('250', 'GRM'))).toEqual({ ok: true, value: q('1.25', 'KGM') })
	expect(subtract(q('1', 'MTR'), q('1', 'MMT'))).toEqual({ ok: true, value: q('0.999', 'MTR') })
})

test('refuses to add what does not measure the same', () => {
	expect(add(q('1', 'KGM'), q('1', 'LTR'))).toEqual({ ok: false, error: { code: 'unit-mismatch' } })
	expect(add(q('1', 'XBX'), q('1', 'H87'))).toEqual({ ok: false, error: { code: 'unit-mismatch' } })
	expect(add(q('1', 'KGM'), q('1', 'ZZZ'))).toEqual({ ok: false, error: { code: 'unknown-unit' } })
})

test('adds two quantities of one unit that the table does not know', () => {
	expect(add(q('1', 'ZZZ'), q('2', 'ZZZ'))).toEqual({ ok: true, value: q('3', 'ZZZ') })
})

test('sums nothing to zero and stops at a unit that does not fit', () => {
	expect(sum([], 'KGM')).toEqual({ ok: true, value: q('0') })
	expect(sum([q('1'), q('500', 'GRM')], 'KGM')).toEqual({ ok: true, value: q('1.5') })
	expect(sum([q('1'), q('1', 'MTR')], 'KGM')).toEqual({ ok: false, error: { code: 'unit-mismatch' } })
})

test('converts exactly, with as many decimals as it takes', () => {
	expect(convert(q('1', 'MGM'), 'TNE')).toEqual({ ok: true, value: q('0.000000001', 'TNE') })
	expect(convert(q('1', 'LBR'), 'GRM')).toEqual({ ok: true, value: q('453.59237', 'GRM') })
	expect(convert(q('2', 'DZN'), 'H87')).toEqual({ ok: true, value: q('24', 'H87') })
	expect(convert(q('3', 'BX'), 'XBX')).toEqual({ ok: true, value: q('3', 'XBX') })
})

test('keeps 34 digits where the division never ends', () => {
	const pounds = convert(q('1', 'KGM'), 'LBR')
	expect(pounds).toEqual({ ok: true, value: q('2.20462262184877580722973801345027', 'LBR') })
	expect(pounds.ok && roundToStored(pounds.value)).toEqual(q('2.204623', 'LBR'))
})

test('compares across units without rounding', () => {
	expect(compare(q('1', 'KGM'), q('1000', 'GRM'))).toEqual({ ok: true, value: 0 })
	expect(compare(q('0.45359237', 'KGM'), q('1', 'LBR'))).toEqual({ ok: true, value: 0 })
	expect(compare(q('0.453592', 'KGM'), q('1', 'LBR'))).toEqual({ ok: true, value: -1 })
	expect(compare(q('1', 'KGM'), q('1', 'MTR'))).toEqual({ ok: false, error: { code: 'unit-mismatch' } })
})

test('knows zero in every spelling', () => {
	expect(isZero(q('0.000'))).toBe(true)
	expect(isZero(q('-0'))).toBe(true)
	expect(isZero(q('0.000001'))).toBe(false)
	expect(negate(q('0'))).toEqual(q('0'))
})

test('holds the limit of a tolerance as within it', () => {
	expect(withinTolerance(q('100'), q('100.5'), '0.5')).toEqual({ ok: true, value: true })
	expect(withinTolerance(q('100'), q('99.5'), '0.5')).toEqual({ ok: true, value: true })
	expect(withinTolerance(q('100'), q('100.500001'), '0.5')).toEqual({ ok: true, value: false })
	expect(withinTolerance(q('1', 'KGM'), q('1005', 'GRM'), '0.5')).toEqual({ ok: true, value: true })
	expect(withinTolerance(q('0'), q('0.000001'), '50')).toEqual({ ok: true, value: false })
	expect(withinTolerance(q('0'), q('0'), '0')).toEqual({ ok: true, value: true })
	expect(withinTolerance(q('1'), q('1', 'MTR'), '1')).toEqual({ ok: false, error: { code: 'unit-mismatch' } })
})

test('addition is commutative and undone by subtraction', () => {
	fc.assert(
		fc.property(value, value, (a, b) => {
			expect(add(q(a), q(b))).toEqual(add(q(b), q(a)))
			const back = must(subtract(must(add(q(a), q(b))), q(b)))
			expect(compare(back, q(a))).toEqual({ ok: true, value: 0 })
		}),
	)
})

test('a metric conversion there and back is the same amount', () => {
	fc.assert(
		fc.property(value, metricPair, (amount, [from = '', to = '']) => {
			const back = must(convert(must(convert(q(amount, from), to)), from))
			expect(compare(back, q(amount, from))).toEqual({ ok: true, value: 0 })
		}),
	)
})

test('conversion keeps order and zero in every dimension', () => {
	fc.assert(
		fc.property(value, value, anyPair, (a, b, [from, to]) => {
			const units = [from?.code ?? '', to?.code ?? ''] as const
			const left = must(convert(q(a, units[0]), units[1]))
			const right = must(convert(q(b, units[0]), units[1]))
			expect(compare(left, right)).toEqual(compare(q(a), q(b)))
			expect(isZero(left)).toBe(isZero(q(a)))
		}),
	)
})

test('a chain of metric conversions is one conversion', () => {
	fc.assert(
		fc.property(value, (amount) => {
			const viaGrams = must(convert(q(amount, 'TNE'), 'GRM'))
			expect(convert(viaGrams, 'MC')).toEqual(convert(q(amount, 'TNE'), 'MC'))
		}),
	)
})
