import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'

const text = (length: number) => z.string().trim().max(length, { error: 'errors.tooLong' })
const id = z.uuid({ error: 'errors.choose' })

/** A quantity that somebody counted or weighed, as a plain decimal above zero. */
export const countSchema = z
	.string()
	.trim()
	.transform((value) => value.replace(/,(?=\d{3}(\D|$))/g, ''))
	.pipe(decimalSchema.refine((value) => Number(value) > 0, { error: 'errors.quantityPositive' }))

const lineSchema = z.object({
	lotId: id,
	quantity: z
		.string()
		.trim()
		.min(1, { error: 'errors.quantity' })
		.refine((value) => decimalSchema.safeParse(value).success && Number(value) > 0, { error: 'errors.quantity' }),
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

/** A reason as hold, return and cancel ask for it. */
export const reasonSchema = z.string().trim().min(3, { error: 'errors.reason' }).max(1000, { error: 'errors.tooLong' })

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
	z.object({
		intent: z.literal('override'),
		lineId: id,
		reason: reasonSchema,
		password: z.string().min(1, { error: 'errors.password' }).max(1000),
		code: z.string().trim().max(12).optional(),
	}),
])
export type DeliveryAction = z.infer<typeof deliveryActionSchema>

/** The dialog that asks for a reason. */
export const reasonFormSchema = z.object({ reason: reasonSchema })

/** The dialog that signs past the checks. */
export const overrideFormSchema = z.object({
	reason: reasonSchema,
	password: z.string().min(1, { error: 'errors.password' }),
	code: z.string().optional(),
})
