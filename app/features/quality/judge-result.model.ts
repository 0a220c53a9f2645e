import type { Verdict } from './quality.model.ts'

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
