import { expect, test } from 'vitest'
import { isNearLimit, summariseResults } from '#app/features/quality/judge-result.model.ts'

const near = (value: string | null, minimum: string | null, maximum: string | null) =>
	isNearLimit(value, 'pass', { minimum, maximum })

test('a passing value close to a limit is marked', () => {
	expect(near('801', '795', null)).toBe(true)
	expect(near('905', '860', null)).toBe(false)
	expect(near('5.504', '5.48', '5.52')).toBe(false)
	expect(near('5.519', '5.48', '5.52')).toBe(true)
	expect(near('0.112', null, '0.13')).toBe(false)
	expect(near('0.129', null, '0.13')).toBe(true)
	expect(near(null, null, '0.13')).toBe(false)
	expect(near('5', null, null)).toBe(false)
	expect(isNearLimit('790', 'fail', { minimum: '795', maximum: null })).toBe(false)
})

test('counts what release looks at', () => {
	const row = (specificationId: string | null, required: boolean, verdict: 'pass' | 'fail' | 'unknown' | null) => ({
		specificationId,
		required,
		result: verdict ? { verdict } : null,
	})
	expect(
		summariseResults([
			row('a', true, 'pass'),
			row('b', true, null),
			row('c', false, null),
			row('d', true, 'unknown'),
			row(null, false, 'unknown'),
			row(null, false, 'fail'),
		]),
	).toEqual({ requiredCount: 3, missingCount: 1, failedCount: 1, undecidedCount: 1 })
})
