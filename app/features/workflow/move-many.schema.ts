import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

/** Records to move by one step from a list: those chosen, or all that its filter finds. Messages are texts of `workflow`. */
export const moveManyForm = z.object({
	intent: z.literal('move'),
	which: z.enum(['chosen', 'filter']),
	/** Ids, with commas between them. */
	records: z.string().max(40_000),
	transition: z.string().min(1, { error: 'bulk.problem.step' }).max(60),
	reason: z.string().trim().min(LEAST_REASON, { error: 'bulk.refusedBegin.reason-missing' }).max(2_000),
})

/** The ids that a form names; what is none is left out. */
export const idsOf = (records: string): string[] => records.split(',').filter((id) => z.uuid().safeParse(id).success)
