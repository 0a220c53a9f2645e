import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceComponent, multiply, stillNeeded, sumInto } from '#app/features/production/production-balance.model.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'

const use = (consumed: string, tolerancePercent = '5') => ({ perUnit: '0.25', unit: 'KGM', tolerancePercent, consumed })
const order = (made: string, scrap = '0') => ({ planned: '100', made, scrap })

test.each([
	['exactly what was needed', use('25'), order('98', '2'), { needed: '25', differencePercent: '0', within: true }],
	['at the limit of the tolerance', use('26.25'), order('100'), { needed: '25', differencePercent: '5', within: true }],
	['beyond the tolerance', use('26.3'), order('100'), { differencePercent: '5.2', within: false }],
	['too little counts as much as too much', use('23.7'), order('100'), { differencePercent: '-5.2', within: false }],
	['no tolerance at all', use('25.000001', '0'), order('100'), { within: false }],
	['nothing made yet', use('10'), order('0'), { needed: null, differencePercent: null, within: null, planned: '25' }],
])('balances %s', (_, component, made, expected) => {
	expect(balanceComponent(component, made)).toMatchObject(expected)
})

test('says what is still needed, never less than nothing', () => {
	expect(stillNeeded(use('20'), '100')).toEqual({ value: '5', unit: 'KGM' })
	expect(stillNeeded(use('30'), '100')).toEqual({ value: '0', unit: 'KGM' })
})

test('sums what converts and counts the rest apart', () => {
	expect(
		sumInto('KGM', [
			{ value: '1', unit: 'KGM' },
			{ value: '500', unit: 'GRM' },
			{ value: '3', unit: 'H87' },
		]),
	).toEqual({ value: '1.5', apart: 1 })
	expect(multiply('0.1', '3')).toBe('0.3')
})

test('what was needed for a quantity balances to zero, whatever the quantity', () => {
	const amount = fc.integer({ min: 1, max: 10_000_000 })
	fc.assert(
		fc.property(amount, amount, (made, thousandths) => {
			const perUnit = (thousandths / 1000).toFixed(3)
			const consumed = multiply(perUnit, String(made))
			const balance = balanceComponent(
				{ perUnit, unit: 'KGM', tolerancePercent: '0', consumed },
				{ planned: '1', made: String(made), scrap: '0' },
			)
			expect(balance).toMatchObject({ needed: consumed, differencePercent: '0', within: true })
		}),
	)
})

test('reads a time as the clocks of the zone showed it, also on the day they change', () => {
	expect(zonedTime('2026-11-22T14:05', 'Asia/Shanghai')?.toISOString()).toBe('2026-11-22T06:05:00.000Z')
	expect(zonedTime('2026-03-29T01:30', 'Europe/Berlin')?.toISOString()).toBe('2026-03-29T00:30:00.000Z')
	expect(zonedTime('2026-03-29T03:30', 'Europe/Berlin')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
	expect(zonedTime('', 'UTC')).toBeNull()
})
