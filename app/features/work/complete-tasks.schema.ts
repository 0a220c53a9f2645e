import { z } from 'zod'

/** Tasks that are done, and what was done. Messages are keys of the `work` texts. */
export const completeTasksSchema = z.object({
	ids: z
		.string()
		.transform((text) => text.split(','))
		.pipe(z.array(z.uuid('done.unknown')).min(1).max(100)),
	note: z.string().trim().min(2, 'done.noteMissing').max(500, 'done.noteLong'),
})
export type CompleteTasks = z.output<typeof completeTasksSchema>
