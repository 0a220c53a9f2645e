import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closingNeeds, completeAnswer, FATES, type NoticeLine, reconcile } from '#app/features/recall/recall.model.ts'

const amount = fc.integer({ min: 0, max: 10_000_000 }).map((n) => new Decimal(n).dividedBy(1000).toFixed())
const line = fc
	.record({
		returned: amount,
		quarantined: amount,
		used: amount,
		destroyed: amount,
		left: amount,
		unit: fc.constantFrom('H87', 'KGM'),
		silent: fc.boolean(),
	})
	.map(({ left, unit, silent, ...given }): NoticeLine => {
		const shipped = Decimal.sum(given.returned, given.quarantined, given.used, given.destroyed, left).toFixed()
		return { shipped, unit, answer: silent ? null : completeAnswer(shipped, given) }
	})

test('the five parts always add up to what was shipped, unit by unit', () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
			for (const row of reconcile(lines)) {
				const parts = Decimal.sum(...FATES.map((fate) => row[fate]))
				expect(parts.toFixed()).toBe(row.shipped)
				expect(new Decimal(row.known).plus(row.unknown).toFixed()).toBe(row.shipped)
			}
		}),
	)
})

test('never mixes units', () => {
	const rows = reconcile([
		{ shipped: '10', unit: 'H87', answer: null },
		{ shipped: '2.5', unit: 'KGM', answer: null },
		{ shipped: '5', unit: 'H87', answer: null },
	])
	expect(rows.map((row) => [row.unit, row.shipped, row.unknown])).toEqual([
		['H87', '15', '15'],
		['KGM', '2.5', '2.5'],
	])
})

test('an answer may leave something open, but not account for more than was shipped', () => {
	const given = { returned: '3', quarantined: '2', used: '0', destroyed: '0' }
	expect(completeAnswer('10', given)?.unknown).toBe('5')
	expect(completeAnswer('5.000', given)?.unknown).toBe('0')
	expect(completeAnswer('4.999999', given)).toBeNull()
})

test('closing names each thing that is missing, and which of them may be explained', () => {
	const needs = closingNeeds({ loose: 1, unsent: 0, silent: 2, unknownLines: 3 })
	expect(needs.map((need) => [need.key, need.met, need.missing, need.explainable])).toEqual([
		['stock-frozen', false, 1, false],
		['notices-sent', true, 0, true],
		['all-answered', false, 2, true],
		['nothing-unknown', false, 3, true],
	])
})
