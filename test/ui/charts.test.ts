import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangeScale } from '#app/ui/charts/range-scale.ts'
import { excursions, roundTicks, trendRange } from '#app/ui/charts/trend-scale.ts'

const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true })

test('keeps a result and its limits on the bar and in order', () => {
	fc.assert(
		fc.property(figure, figure, figure, (a, b, value) => {
			const [low, high] = a < b ? [a, b] : [b, a]
			const { lowAt = 0, highAt = 1, valueAt = 0 } = rangeScale({ value, low, high })
			for (const at of [lowAt, highAt, valueAt]) {
				expect(at).toBeGreaterThanOrEqual(0)
				expect(at).toBeLessThanOrEqual(1)
			}
			if (value < low) expect(valueAt).toBeLessThanOrEqual(lowAt)
			if (value > high) expect(valueAt).toBeGreaterThanOrEqual(highAt)
		}),
	)
})

test('shows a result near its lower limit as near', () => {
	const { lowAt = 0, valueAt = 0 } = rangeScale({ value: 801, low: 795 })
	expect(valueAt - lowAt).toBeGreaterThan(0)
	expect(valueAt - lowAt).toBeLessThan(0.1)
})

test('shows an upper limit from zero', () => {
	const { lowAt, highAt, valueAt } = rangeScale({ value: 0.08, high: 0.16 })
	expect(lowAt).toBeUndefined()
	expect(valueAt).toBeCloseTo((highAt ?? 0) / 2)
})

test('shows limits alone when there is no result', () => {
	expect(rangeScale({ high: 100 }).valueAt).toBeUndefined()
})

test('marks each stretch outside the limits once', () => {
	const points = [720, 704, 700, 706, 736, 720].map((value, at) => ({ at, value }))
	expect(excursions(points, { low: 705, high: 735 })).toEqual([
		{ first: 1, last: 2 },
		{ first: 4, last: 4 },
	])
})

test('reaches all points and limits with room to spare', () => {
	const { from, to } = trendRange([{ at: 0, value: 10 }], { low: 5, high: 20 })
	expect(from).toBeLessThan(5)
	expect(to).toBeGreaterThan(20)
})

test('an axis has round figures inside its span', () => {
	expect(roundTicks({ from: 678, to: 742 }, 4)).toEqual([680, 700, 720, 740])
	expect(roundTicks({ from: 0, to: 0.3 }, 3)).toEqual([0, 0.1, 0.2, 0.3])
	expect(roundTicks({ from: 5, to: 5 }, 3)).toEqual([5])
})
