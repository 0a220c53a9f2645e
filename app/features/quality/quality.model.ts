import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'

export type Verdict = 'pass' | 'fail' | 'unknown'
export const SEVERITIES = ['minor', 'major', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Where a list narrows deviations to; which it is follows from the category of their state. */
export const DEVIATION_STANDINGS = ['open', 'closed'] as const
export type DeviationStanding = (typeof DEVIATION_STANDINGS)[number]

const SETTLED: readonly StateCategory[] = ['done', 'cancelled', 'rejected']

/** Whether something is still to be done: until then its lot is not released. */
export const isOpenCategory = (category: string): boolean => !SETTLED.some((settled) => settled === category)

/** The columns of a deviation that permissions look at and signatures cover. */
export type DeviationRecord = {
	id: string
	number: string
	lotId: string
	title: string
	severity: Severity
	conclusion: string | null
	status: string
	version: number
}

/** Picks them from a deviation however it was loaded, so that every door decides on and signs the same. */
export function deviationRecord(deviation: DeviationRecord): DeviationRecord {
	const { id, number, lotId, title, severity, conclusion, status, version } = deviation
	return { id, number, lotId, title, severity, conclusion, status, version }
}
