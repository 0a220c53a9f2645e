import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	SCORE_PARTS,
	SCORE_WEIGHTS,
	type ScoreCounts,
	supplierScore,
} from '#app/features/parties/supplier-score.model.ts'

const clean: ScoreCounts = {
	match: { of: 24, wrong: 0 },
	certificates: { of: 10, wrong: 0 },
	data: { of: 1284, wrong: 0 },
	punctual: { of: 24, wrong: 0 },
	holds: { of: 30, wrong: 0 },
}

test('the weights add up to the whole', () => {
	expect(Object.values(SCORE_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100)
})

test('all as it should be is 100, all wrong is 0, nothing to judge by is no score', () => {
	expect(supplierScore(clean).points).toBe(100)
	const all = Object.fromEntries(SCORE_PARTS.map((part) => [part, { of: 3, wrong: 3 }])) as ScoreCounts
	expect(supplierScore(all).points).toBe(0)
	const none = Object.fromEntries(SCORE_PARTS.map((part) => [part, { of: 0, wrong: 0 }])) as ScoreCounts
	expect(supplierScore(none).points).toBeNull()
})

test('one wrong thing among many costs a point, so that it shows', () => {
	expect(supplierScore({ ...clean, data: { of: 100_000, wrong: 1 } })).toMatchObject({ points: 99 })
})

test('points and what was taken off always add up to 100, and stay within 0 and 100', () => {
	const count = fc.nat(10_000).chain((of) => fc.nat(of).map((wrong) => ({ of, wrong })))
	fc.assert(
		fc.property(
			fc.record({ match: count, certificates: count, data: count, punctual: count, holds: count }),
			(counts) => {
				const { points, parts } = supplierScore(counts)
				const minus = parts.reduce((sum, part) => sum + part.minus, 0)
				if (points === null) return minus === 0
				return points + minus === 100 && points >= 0 && parts.every((part) => part.minus <= SCORE_WEIGHTS[part.part])
			},
		),
	)
})
