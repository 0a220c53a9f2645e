import { Decimal } from 'decimal.js'
import type { Verdict } from './quality.model.ts'

export type SpecificationLimits = { minimum: string | null; maximum: string | null }

/** Part of the width between two limits, or of a single limit, within which a passing value is near it. */
const NEAR_OF_WIDTH = '0.1'
const NEAR_OF_LIMIT = '0.02'

/**
 * Whether a passing value is so close to a limit that it is worth a look: within a tenth of the width between two limits,
 * or within 2 % of a single one. `value` is null where only a bound or a word was reported.
 */
export function isNearLimit(
	value: string | null,
	verdict: Verdict,
	{ minimum, maximum }: SpecificationLimits,
): boolean {
	if (value === null || verdict !== 'pass') return false
	const measured = new Decimal(value)
	if (minimum !== null && maximum !== null) {
		const margin = new Decimal(maximum).minus(minimum).times(NEAR_OF_WIDTH)
		const distance = Decimal.min(measured.minus(minimum).abs(), measured.minus(maximum).abs())
		return distance.lessThan(margin)
	}
	const limit = minimum ?? maximum
	if (limit === null) return false
	return measured.minus(limit).abs().lessThanOrEqualTo(new Decimal(limit).abs().times(NEAR_OF_LIMIT))
}

/** What counts of a lot's results for its release. */
export type ResultSummary = { requiredCount: number; missingCount: number; failedCount: number; undecidedCount: number }

/** A row of results against specification, as far as counting looks at it. */
export type CountedResult = { specificationId: string | null; required: boolean; result: { verdict: Verdict } | null }

/**
 * Counts what is required, missing, out of specification, and there without a verdict. A result of a test that no
 * specification asks for counts only when it failed: without limits it is information.
 */
export function summariseResults(rows: readonly CountedResult[]): ResultSummary {
	const required = rows.filter((row) => row.required)
	return {
		requiredCount: required.length,
		missingCount: required.filter((row) => !row.result).length,
		failedCount: rows.filter((row) => row.result?.verdict === 'fail').length,
		undecidedCount: rows.filter((row) => row.specificationId !== null && row.result?.verdict === 'unknown').length,
	}
}
