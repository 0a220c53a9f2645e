import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { DOCUMENT_KINDS, VISIBILITIES } from './document.model.ts'

const blank = (value: unknown) => (value === '' ? undefined : value)

/** What is said of a document beside its file: form and API alike. Messages are keys of the `documents` texts. */
export const documentSchema = z
	.object({
		kind: z.enum(DOCUMENT_KINDS, 'form.kindMissing'),
		title: z.string().trim().min(2, 'form.titleMissing').max(200, 'form.tooLong'),
		number: z.preprocess(blank, z.string().trim().max(100, 'form.tooLong').optional()),
		issuedOn: z.preprocess(blank, localDateSchema.optional()),
		validUntil: z.preprocess(blank, localDateSchema.optional()),
		visibility: z.enum(VISIBILITIES).default('internal'),
		lotId: z.preprocess(blank, z.uuid().optional()),
	})
	.refine((given) => !given.issuedOn || !given.validUntil || given.issuedOn <= given.validUntil, {
		path: ['validUntil'],
		message: 'form.endsBeforeStart',
	})
export type DocumentInput = z.output<typeof documentSchema>

/** The file's own limits: 20 MB, and kinds that people read. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
