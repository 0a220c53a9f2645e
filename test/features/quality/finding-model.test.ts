import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byName, marginPercent, trendOf } from '#app/features/quality/watch/finding.model.ts'

test.each([
	['930', '860', '1000', '50'],
	['866', '860', '1000', '4.286'],
	['855', '860', '1000', '-3.571'],
	['1005', '860', '1000', '-3.571'],
	['870', '860', null, '1.163'],
	['0.11', null, '0.13', '15.385'],
	['-5', null, '-4', '25'],
	[null, '860', '1000', null],
	['5', null, null, null],
	['5', '0', null, null],
	['5', '3', '3', null],
])('%s between %s and %s is %s percent from the nearest limit', (value, minimum, maximum, expected) => {
	expect(marginPercent(value, { minimum, maximum })).toBe(expected)
})

test('a value is outside its limits exactly where its margin is negative', () => {
	const amount = fc.integer({ min: -1000, max: 1000 })
	fc.assert(
		fc.property(amount, amount, fc.integer({ min: 1, max: 500 }), (value, low, width) => {
			const margin = marginPercent(String(value), { minimum: String(low), maximum: String(low + width) })
			expect(Number(margin) < 0).toBe(value < low || value > low + width)
		}),
	)
})

const earlier = (...values: (string | null)[]) =>
	values.map((value) => ({ value, verdict: 'pass' as const, warned: false }))

test('counts rises and falls up to this value, and leaves words out of the mean', () => {
	expect(trendOf('9', earlier('8', '7', '6', '7'))).toEqual({
		count: 4,
		mean: '7',
		warnedCount: 0,
		failedCount: 0,
		rises: 3,
		falls: 0,
	})
	expect(trendOf('5', earlier('6', null, '7', '7'))).toMatchObject({ rises: 0, falls: 2, count: 4 })
	expect(trendOf(null, earlier('6', '7'))).toMatchObject({ rises: 0, falls: 0, mean: '6.5' })
	expect(trendOf('5', [])).toEqual({ count: 0, warnedCount: 0, failedCount: 0, rises: 0, falls: 0 })
	expect(trendOf('5', [{ value: '1', verdict: 'fail', warned: true }])).toMatchObject({
		warnedCount: 1,
		failedCount: 1,
	})
})

test.each([
	['feedRate 12.5 is far out of its limits.', 'feedRate', 'Feed rate', 'Feed rate 12.5 is far out of its limits.'],
	['feedRate 12.5 严重超限。', 'feedRate', '进料速度', '进料速度 12.5 严重超限。'],
	['参数feedRate超限', 'feedRate', '进料速度', '参数进料速度超限'],
	['The lot is held.', 'feedRate', 'Feed rate', 'Feed rate: The lot is held.'],
	['feedRates are high.', 'feedRate', 'Feed rate', 'Feed rate: feedRates are high.'],
	['Al (rel.) $& 4 is out.', 'Al (rel.)', 'Al $&', 'Al $& $& 4 is out.'],
	['O2-level_a/b 3 is out.', 'O2-level_a/b', 'O₂', 'O₂ 3 is out.'],
])('says %s of %s by its name once', (message, key, called, said) => {
	expect(byName(message, key, called, 'named')).toBe(said)
})
