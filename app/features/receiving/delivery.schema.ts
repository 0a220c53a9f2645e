import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { parseTypedAmount, typedAmountSchema } from '#app/core/typed-amount.ts'

const text = (length: number) => z.string().trim().max(length, { error: 'errors.tooLong' })
const id = z.uuid({ error: 'errors.choose' })

/** What somebody counted or weighed: above zero, in the line's unit or with another one behind it. */
export const countSchema = typedAmountSchema('errors.quantityPositive')

const lineSchema = z.object({
	lotId: id,
	/** In `unit`, or the lot's own unit where none is named. */
	quantity: z.string(),
	unit: z.string().nullish(),
	/** The item and revision that were ordered; the lot's own item where absent. */
	orderedItemId: z.union([id, z.literal('')]).optional(),
	expectedRevision: text(40).optional(),
})

/** A shipment notice as form and use case take it. `partyId` is the supplier; a supplier's own people leave it out. */
export const announceDeliverySchema = z.object({
	partyId: z.union([id, z.literal('')]).optional(),
	siteId: id,
	expectedOn: z.union([localDateSchema, z.literal('')], { error: 'errors.date' }),
	reference: text(80),
	carrier: text(80),
	lines: z.array(lineSchema).min(1, { error: 'errors.noLines' }).max(100, { error: 'errors.tooManyLines' }),
})
export type AnnounceDeliveryInput = z.infer<typeof announceDeliverySchema>

const rowAmount = typedAmountSchema('errors.quantity')

/**
 * The notice's form: every lot that could be announced is a row, and those that are taken become lines. Only their
 * quantities count.
 */
export const announceFormSchema = announceDeliverySchema
	.omit({ lines: true })
	.extend({
		rows: z
			.array(
				z.object({
					lotId: id,
					taken: z.boolean(),
					quantity: z.string().trim(),
					orderedItemId: z.string(),
					expectedRevision: text(40),
				}),
			)
			.max(400),
	})
	.superRefine(({ rows }, context) => {
		const taken = rows.filter((row) => row.taken)
		if (taken.length === 0) context.addIssue({ code: 'custom', path: ['rows'], message: 'errors.noLines' })
		if (taken.length > 100) context.addIssue({ code: 'custom', path: ['rows'], message: 'errors.tooManyLines' })
		for (const [index, row] of rows.entries()) {
			if (row.taken && !rowAmount.safeParse(row.quantity).success) {
				context.addIssue({ code: 'custom', path: ['rows', index, 'quantity'], message: 'errors.quantity' })
			}
		}
	})
export type AnnounceForm = z.infer<typeof announceFormSchema>

/** The notice a form asks for, and the row that each of its lines comes from. */
export function noticeOf({ rows, ...head }: AnnounceForm): { input: AnnounceDeliveryInput; rowOfLine: number[] } {
	const taken = rows.flatMap((row, index) => (row.taken ? [{ row, index }] : []))
	const lines = taken.map(({ row }) => ({
		lotId: row.lotId,
		quantity: parseTypedAmount(row.quantity)?.value ?? row.quantity,
		unit: parseTypedAmount(row.quantity)?.unit,
		orderedItemId: row.orderedItemId,
		expectedRevision: row.expectedRevision,
	}))
	return { input: { ...head, lines }, rowOfLine: taken.map(({ index }) => index) }
}

/** A reason as hold, return and cancel ask for it. */
export const reasonSchema = z
	.string()
	.trim()
	.min(LEAST_REASON, { error: 'errors.reason' })
	.max(1000, { error: 'errors.tooLong' })

const date = z.union([localDateSchema, z.literal('')], { error: 'errors.date' })

/** What the label of a device carries and its lot lacks; serial numbers one a line, or with commas. */
export const identifiersSchema = z.object({
	lineId: id,
	manufacturedOn: date,
	expiresOn: date,
	serials: z.string().max(25_000, { error: 'errors.tooLong' }),
	reason: reasonSchema,
})

/** What each button of the receiving screen sends. */
export const deliveryActionSchema = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('arrive') }),
	z.object({ intent: z.literal('check') }),
	z.object({ intent: z.literal('count'), lineId: id, counted: countSchema }),
	z.object({ intent: z.literal('receive'), lineId: id }),
	z.object({ intent: z.literal('receive-passed') }),
	z.object({ intent: z.literal('close') }),
	z.object({ intent: z.literal('hold'), lineId: id, reason: reasonSchema }),
	z.object({ intent: z.literal('return'), lineId: id, reason: reasonSchema }),
	z.object({ intent: z.literal('cancel'), reason: reasonSchema }),
	identifiersSchema
		.partial({ manufacturedOn: true, expiresOn: true, serials: true })
		.extend({ intent: z.literal('identify') }),
	z.object({
		intent: z.literal('override'),
		lineId: id,
		reason: reasonSchema,
		password: z.string().min(1, { error: 'errors.password' }).max(1000),
		code: z.string().trim().max(12).optional(),
	}),
])
export type DeliveryAction = z.infer<typeof deliveryActionSchema>

/** The dialog that signs past the checks. */
export const overrideFormSchema = z.object({
	reason: reasonSchema,
	password: z.string().min(1, { error: 'errors.password' }),
	code: z.string().optional(),
})
