import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conjunction, disjunction, negate, type Truth } from '#app/features/rules/truth.ts'

const truth = fc.constantFrom<Truth[]>(true, false, 'unknown')
const truths = fc.array(truth, { minLength: 1, maxLength: 6 })

/** What a partly known value may turn out to be. */
const readings = (value: Truth): boolean[] => (value === 'unknown' ? [true, false] : [value])
const allReadings = (values: readonly Truth[]): boolean[][] =>
	values.reduce<boolean[][]>((rows, value) => rows.flatMap((row) => readings(value).map((r) => [...row, r])), [[]])

test('negating twice changes nothing, and the negation of unknown is unknown', () => {
	fc.assert(fc.property(truth, (a) => negate(negate(a)) === a))
	expect(negate('unknown')).toBe('unknown')
})

test('"and" and "or" are each other’s mirror (De Morgan)', () => {
	fc.assert(fc.property(truths, (values) => negate(conjunction(values)) === disjunction(values.map(negate))))
})

test('the order of parts and a part said twice mean nothing', () => {
	fc.assert(
		fc.property(truths, (values) => {
			const shuffled = [...values.toReversed(), ...values]
			return conjunction(values) === conjunction(shuffled) && disjunction(values) === disjunction(shuffled)
		}),
	)
})

test('"and" absorbs "or", and grouping means nothing', () => {
	fc.assert(
		fc.property(truth, truth, truth, (a, b, c) => {
			expect(conjunction([a, disjunction([a, b])])).toBe(a)
			expect(disjunction([a, conjunction([a, b])])).toBe(a)
			expect(conjunction([a, conjunction([b, c])])).toBe(conjunction([a, b, c]))
			expect(disjunction([a, disjunction([b, c])])).toBe(disjunction([a, b, c]))
			expect(conjunction([a, disjunction([b, c])])).toBe(disjunction([conjunction([a, b]), conjunction([a, c])]))
		}),
	)
})

test('a known result is what every way of filling in the unknown gives', () => {
	fc.assert(
		fc.property(truths, (values) => {
			const ands = new Set(allReadings(values).map((row) => row.every(Boolean)))
			const ors = new Set(allReadings(values).map((row) => row.some(Boolean)))
			expect(conjunction(values)).toBe(ands.size > 1 ? 'unknown' : [...ands][0])
			expect(disjunction(values)).toBe(ors.size > 1 ? 'unknown' : [...ors][0])
		}),
	)
})

test('an empty group holds for nobody', () => {
	expect(conjunction([])).toBe('unknown')
	expect(disjunction([])).toBe('unknown')
})
