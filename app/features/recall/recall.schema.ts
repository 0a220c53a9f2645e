import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { RECALL_CLASSES } from './recall.model.ts'

/** What opening a recall asks for: form and API alike. Messages are keys of the `recall` texts. */
export const draftRecallSchema = z.object({
	title: z.string().trim().min(3, 'form.titleMissing').max(200, 'form.tooLong'),
	recallClass: z.enum(RECALL_CLASSES, 'form.classMissing'),
	reason: z.string().trim().min(3, 'form.reasonMissing').max(2000, 'form.tooLong'),
	instructions: localizedTextSchema,
	seedLotIds: z.array(z.uuid()).min(1, 'form.seedMissing').max(100),
})
export type DraftRecall = z.infer<typeof draftRecallSchema>

const amount = z
	.string()
	.trim()
	.regex(/^\d{1,15}(\.\d{1,6})?$/, 'answer.notANumber')

/** What a consignee answers for one lot. */
export const lotAnswerSchema = z.object({ lotId: z.uuid(), returned: amount, quarantined: amount, used: amount, destroyed: amount })

/** A consignee's whole answer. */
export const recallAnswerSchema = z.object({
	answeredBy: z.string().trim().min(2, 'answer.nameMissing').max(120, 'form.tooLong'),
	comment: z.string().trim().max(2000, 'form.tooLong').optional(),
	lots: z.array(lotAnswerSchema).min(1).max(1000),
})
export type RecallAnswerInput = z.infer<typeof recallAnswerSchema>
