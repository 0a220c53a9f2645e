import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillPattern, sequenceScope } from '#app/features/lots/code-pattern.model.ts'

const NOVEMBER = { date: '2026-11-22', sku: 'DEX5', site: 'SUZ' }

test('fills every token', () => {
	expect(fillPattern('{SKU}-{SITE}-{YYYY}.{YY}{MM}{DD}-{SEQ:4}', NOVEMBER, 7)).toBe('DEX5-SUZ-2026.261122-0007')
})

test('lets a number grow beyond its digits', () => {
	expect(fillPattern('A{SEQ:2}', NOVEMBER, 1234)).toBe('A1234')
})

test('counts also where the pattern forgot to', () => {
	expect(fillPattern('{SKU}-{YY}{MM}', NOVEMBER, 3)).toBe('DEX5-2611-003')
})

test('leaves what is no token as it is', () => {
	expect(fillPattern('{FOO}{SEQ}', NOVEMBER, 1)).toBe('{FOO}0001')
})

test('begins anew with each day, month or product that the pattern names', () => {
	const scope = (pattern: string, more = {}) => sequenceScope(pattern, { ...NOVEMBER, ...more })
	expect(scope('{SKU}-{YY}-{SEQ}')).toBe(scope('{SKU}-{YY}-{SEQ}', { date: '2026-12-01' }))
	expect(scope('{SKU}-{YY}{MM}-{SEQ}')).not.toBe(scope('{SKU}-{YY}{MM}-{SEQ}', { date: '2026-12-01' }))
	expect(scope('{SKU}-{SEQ}')).not.toBe(scope('{SKU}-{SEQ}', { sku: 'OTHER' }))
})

test('never gives one code to two numbers', () => {
	const pattern = fc
		.array(fc.constantFrom('{SKU}', '{YY}', '{MM}', '{SEQ:3}', '{SEQ}', '-', 'LOT'))
		.map((parts) => parts.join(''))
	fc.assert(
		fc.property(pattern, fc.nat(100_000), fc.nat(100_000), (text, a, b) => {
			fc.pre(a !== b)
			// Two sequences side by side are told apart by no one, so at most one is asked for here.
			fc.pre((text.match(/SEQ/g) ?? []).length <= 1)
			expect(fillPattern(text, NOVEMBER, a)).not.toBe(fillPattern(text, NOVEMBER, b))
		}),
	)
})
