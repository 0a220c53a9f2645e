import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

/** A signed release or rejection, as the dialog sends it. Messages are keys of the texts. */
export const signReleaseSchema = z.object({
	intent: z.enum(['release', 'reject']),
	version: z.coerce.number().int(),
	reason: z.string().trim().min(LEAST_REASON, 'problem.reason').max(1000, 'problem.tooLong'),
	password: z.string().min(1, 'problem.password').max(200),
	code: z.string().max(20).optional(),
})
