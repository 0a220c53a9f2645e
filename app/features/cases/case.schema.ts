import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { DOCUMENT_KINDS } from '#app/features/documents/document.model.ts'
import { SEVERITIES } from '#app/features/quality/quality.model.ts'
import { CASE_KINDS, CASES, LINK_SUBJECTS } from './case.model.ts'

/** Messages are keys of the `cases` texts. */
const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional())
const code = z.string().trim().max(120, 'problem.tooLong')
const long = z.string().trim().max(4_000, 'problem.tooLong')

/** A chosen file, in the browser (a list of files) or on the server (the file). */
function isGivenFile(value: unknown): boolean {
	const first = typeof value === 'object' && value !== null && '0' in value ? value[0] : value
	return typeof first === 'object' && first !== null && 'size' in first && Number(first.size) > 0
}

const topics = Object.values(CASES).flatMap((one) => one.topics)

/** A decimal number with up to six places, as people type it. */
const quantity = z
	.string()
	.trim()
	.regex(/^(\d{1,15}(\.\d{1,6})?)?$/, 'problem.quantity')

/** A lot by its code, with how much of it where goods go back. */
export const caseLotSchema = z.object({ code: code, quantity })

/** What a person says of a new case. Fields that its kind does not have stay empty. */
export const openCaseSchema = z.object({
	kind: z.enum(CASE_KINDS),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	description: long.min(2, 'problem.descriptionNeeded'),
	topic: optional(z.enum(topics as [string, ...string[]], 'problem.topicNeeded')),
	severity: optional(z.enum(SEVERITIES)),
	partyId: optional(z.uuid()),
	responsibleId: optional(z.uuid()),
	dueOn: optional(localDateSchema),
	/** What it comes from: `deviation:<id>`. */
	from: optional(
		z.string().regex(new RegExp(`^(${LINK_SUBJECTS.join('|')}):[0-9a-f-]{36}$`, 'i'), 'problem.unreadable'),
	),
	lots: z.array(caseLotSchema).max(50).default([]),
	change: z
		.object({
			itemId: optional(z.uuid()),
			before: optional(code),
			after: optional(code),
			definition: optional(z.string().trim().max(60)),
			/** The draft or version of it that takes the place of the one before. */
			versionId: optional(z.uuid()),
			lines: z
				.array(z.object({ what: code, before: long, after: long }))
				.max(50)
				.default([]),
			procedures: z.array(z.string().trim().max(60)).max(20).default([]),
		})
		.optional(),
})
export type OpenCaseForm = z.infer<typeof openCaseSchema>

/** What may be changed of a case while it is open. */
export const editCaseSchema = z.object({
	intent: z.literal('edit'),
	version: z.coerce.number().int(),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	description: long.min(2, 'problem.descriptionNeeded'),
	severity: optional(z.enum(SEVERITIES)),
	responsibleId: optional(z.uuid()),
	dueOn: optional(localDateSchema),
	reason: z.string().trim().min(LEAST_REASON, 'problem.reasonNeeded').max(1_000, 'problem.tooLong'),
})

/** A measure that is added, or one that is not done and is changed: then with its id and the version looked at. */
export const measureSchema = z.object({
	intent: z.enum(['add-action', 'edit-action']),
	actionId: optional(z.uuid()),
	version: z.coerce.number().int().default(0),
	title: z.string().trim().min(2, 'problem.actionNeeded').max(300, 'problem.tooLong'),
	ownerId: optional(z.uuid()),
	dueOn: optional(localDateSchema),
})

export const finishActionSchema = z.object({
	intent: z.literal('finish-action'),
	actionId: z.uuid(),
	note: z.string().trim().min(2, 'problem.noteNeeded').max(1_000, 'problem.tooLong'),
})

export const linkSchema = z.object({ intent: z.literal('link'), code: code.min(1, 'problem.codeNeeded') })

/** Opens a deviation about a linked lot. */
export const deviateSchema = z.object({
	intent: z.literal('deviate'),
	lotId: z.uuid(),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	severity: z.enum(SEVERITIES),
	reason: z.string().trim().min(LEAST_REASON, 'problem.reasonNeeded').max(1_000, 'problem.tooLong'),
})

export const moveGoodsSchema = z.object({
	intent: z.literal('move-goods'),
	reference: optional(z.string().trim().max(100, 'problem.tooLong')),
})

/** What is asked of a supplier, each kind of document by a box of its own: `ask.<kind>`. */
export const askDocumentsSchema = z.object({
	intent: z.literal('ask-documents'),
	ask: z.partialRecord(
		z.enum(DOCUMENT_KINDS),
		z.preprocess((value) => value === true || value === 'on', z.boolean()),
	),
	reason: z.string().trim().min(LEAST_REASON, 'problem.reasonNeeded').max(1_000, 'problem.tooLong'),
})

/** A document that was asked for, with its file. */
export const answerDocumentSchema = z.object({
	intent: z.literal('answer-document'),
	kind: z.enum(DOCUMENT_KINDS),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	number: optional(code),
	validUntil: optional(localDateSchema),
	file: z.unknown().refine(isGivenFile, 'problem.fileNeeded'),
})

export const attachSchema = z.object({
	intent: z.literal('attach'),
	title: z.string().trim().min(2, 'problem.titleNeeded').max(200, 'problem.tooLong'),
	file: z.unknown().refine(isGivenFile, 'problem.fileNeeded'),
})

/** How a list is narrowed, from its address. */
export const caseFilterSchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	standing: z.enum(['open', 'closed']).optional().catch(undefined),
	topic: z
		.enum(topics as [string, ...string[]])
		.optional()
		.catch(undefined),
	severity: z.enum(SEVERITIES).optional().catch(undefined),
	mine: z.literal('1').optional().catch(undefined),
	cursor: z.string().max(80).optional().catch(undefined),
})
export type CaseFilter = z.infer<typeof caseFilterSchema>
