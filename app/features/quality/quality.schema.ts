import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import { SEVERITIES } from './quality.model.ts'

const reason = z.string().trim().max(1000, 'problem.tooLong')

/** Results typed in for one lot. An empty value means nothing to record for that test. Messages are keys of the texts. */
export const recordResultsSchema = z.object({
	testedOn: z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/, 'problem.date'),
	reason,
	entries: z
		.array(
			z.object({
				specificationId: z.string().max(40),
				test: z.string().trim().max(120, 'problem.tooLong'),
				method: z.string().trim().max(120, 'problem.tooLong'),
				unit: z.string().trim().max(40, 'problem.tooLong'),
				reported: z.string().trim().max(120, 'problem.tooLong'),
				verdict: z.enum(['', 'pass', 'fail']),
			}),
		)
		.max(200),
})
export type RecordResultsForm = z.infer<typeof recordResultsSchema>

export const openDeviationSchema = z.object({
	lot: z.string().trim().min(1, 'problem.lotNeeded').max(120, 'problem.tooLong'),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	severity: z.enum(SEVERITIES, 'problem.severityNeeded'),
	reason: reason.min(LEAST_REASON, 'problem.reasonNeeded'),
})
