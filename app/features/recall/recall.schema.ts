import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { RECALL_CLASSES, SCOPE_KINDS } from './recall.model.ts'
import { SIGNED_STEPS } from './recall-steps.model.ts'

const title = z.string().trim().min(2, 'form.titleMissing').max(200, 'form.tooLong')
const reason = z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(2000, 'form.tooLong')
const instruction = z.string().trim().min(2, 'form.instructionsMissing').max(500, 'form.tooLong')

/** What drawing up a recall asks for: form and API alike. Messages are keys of the `recall` texts. */
export const draftRecallSchema = z.object({
	title,
	recallClass: z.enum(RECALL_CLASSES, 'form.classMissing'),
	/** For the consignees and the file; the public page does not show it. */
	reason,
	/** For everyone who holds the product, the public page included. */
	instructions: localizedTextSchema.extend({ en: instruction, 'zh-CN': instruction }),
	seedLotIds: z.array(z.uuid()).min(1, 'form.seedMissing').max(100, 'form.tooManySeeds'),
	/** How far it reaches by the rules of `recall_scope`: what came of the lots, or what shares something with them, too. */
	scope: z.enum(SCOPE_KINDS).optional(),
})
export type DraftRecall = z.infer<typeof draftRecallSchema>

const amount = z
	.string()
	.trim()
	.transform((text) => (text === '' ? '0' : text))
	.pipe(z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'answer.notANumber'))

/** What a consignee answers for one lot. */
const lotAnswerSchema = z.object({
	lotId: z.uuid(),
	returned: amount,
	quarantined: amount,
	used: amount,
	destroyed: amount,
})

/** A consignee's whole answer. Messages are keys of the `recall` texts. */
export const recallAnswerSchema = z.object({
	answeredBy: z.string().trim().min(2, 'answer.nameMissing').max(120, 'form.tooLong'),
	comment: z.string().trim().max(2000, 'form.tooLong').optional(),
	acknowledged: z.literal(true, 'answer.acknowledgeMissing'),
	lots: z.array(lotAnswerSchema).min(1).max(1000),
})
export type RecallAnswerInput = z.infer<typeof recallAnswerSchema>

/** What a signature asks for; the meaning comes from the workflow. */
export const signatureSchema = z.object({
	reason: z.string().trim().min(LEAST_REASON, 'sign.reasonMissing').max(2000, 'form.tooLong'),
	password: z.string().min(1, 'sign.passwordMissing').max(1000),
	code: z.string().trim().max(12).optional(),
})

/** A signed step of a case: open, cancel; `expand` brings lots, `close` may bring an explanation. */
export const signedStepSchema = signatureSchema.extend({
	intent: z.enum(SIGNED_STEPS),
	version: z.coerce.number().int().optional(),
	seedLotIds: z
		.string()
		.optional()
		.transform((text) => (text ? text.split(',') : []))
		.pipe(z.array(z.uuid()).max(100, 'form.tooManySeeds')),
	explanation: z.string().trim().max(2000, 'form.tooLong').optional(),
	/** `open`, `expand`: other lots than those that others approved. */
	anew: z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean()),
	/** The person in whose name it is done; empty: the signed-in person's own. */
	inNameOf: z.union([z.uuid(), z.literal('')]).optional(),
})

/** A step that nobody signs. */
export const plainStepSchema = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('notify'), version: z.coerce.number().int().optional() }),
	z.object({ intent: z.literal('reconcile'), version: z.coerce.number().int().optional() }),
	z.object({
		intent: z.literal('discard'),
		reason: z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(2000),
	}),
	z.object({ intent: z.literal('remind'), noticeId: z.uuid().optional() }),
	z.object({
		intent: z.literal('address'),
		noticeId: z.uuid(),
		email: z
			.string()
			.trim()
			.toLowerCase()
			.pipe(z.email({ error: 'form.emailWrong' })),
	}),
])
