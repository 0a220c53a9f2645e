import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { DOCUMENT_KINDS, VISIBILITIES } from './document.model.ts'

/** The file's own limits: 20 MB, and kinds that people read. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024

const blank = (value: unknown) => (value === '' ? undefined : value)
const optionalText = (longest: number) => z.preprocess(blank, z.string().trim().max(longest, 'form.tooLong').optional())
const optionalDate = z.preprocess(blank, localDateSchema.optional())

const fields = z.object({
	kind: z.enum(DOCUMENT_KINDS, 'form.kindMissing'),
	title: z.string().trim().min(2, 'form.titleMissing').max(200, 'form.tooLong'),
	number: optionalText(100),
	issuedOn: optionalDate,
	validUntil: optionalDate,
	visibility: z.enum(VISIBILITIES).default('internal'),
})

const datesInOrder = (given: { issuedOn?: string | undefined; validUntil?: string | undefined }): boolean =>
	!given.issuedOn || !given.validUntil || given.issuedOn <= given.validUntil
const ORDER = { path: ['validUntil'], message: 'form.endsBeforeStart' }

/** What a program says of a document beside its file. */
export const documentSchema = fields
	.extend({ lotId: z.preprocess(blank, z.uuid().optional()) })
	.refine(datesInOrder, ORDER)

/** A chosen file, in the browser (a list of files) or on the server (the file). */
const given = (value: unknown): { size: number } | null => {
	const first = typeof value === 'object' && value !== null && '0' in value ? value[0] : value
	if (typeof first !== 'object' || first === null || !('size' in first)) return null
	return typeof first.size === 'number' && first.size > 0 ? { size: first.size } : null
}

/** The form: the same, with the file and the lot by its code. Messages are keys of the `documents` texts. */
export const documentFormSchema = fields
	.extend({
		lotCode: optionalText(64),
		file: z
			.unknown()
			.refine((value) => given(value) !== null, 'file.file-missing')
			.refine((value) => (given(value)?.size ?? 0) <= MAX_DOCUMENT_BYTES, 'file.file-too-large'),
	})
	.refine(datesInOrder, ORDER)

/** How the list is narrowed, from the address. */
export const documentSearchSchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	kind: z.enum(DOCUMENT_KINDS).optional().catch(undefined),
	ending: z.literal('1').optional().catch(undefined),
	lot: z.uuid().optional().catch(undefined),
	cursor: z.string().max(100).optional().catch(undefined),
})
