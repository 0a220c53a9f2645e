import { expect, test } from 'vitest'
import { summariseResults } from '#app/features/quality/judge-result.model.ts'

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
