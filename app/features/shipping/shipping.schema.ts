import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'

const text = (length: number) => z.string().trim().max(length, { error: 'errors.tooLong' })
const id = z.uuid({ error: 'errors.choose' })

/** A shipment to a customer as form and use case take it; quantities are in the lots' units. */
export const createShipmentSchema = z.object({
	partyId: id,
	siteId: id,
	expectedOn: z.union([localDateSchema, z.literal('')], { error: 'errors.date' }),
	reference: text(80),
	carrier: text(80),
	lines: z
		.array(
			z.object({
				lotId: id,
				quantity: z
					.string()
					.trim()
					.transform((value) => value.replace(/,(?=\d{3}(\D|$))/g, ''))
					.refine((value) => decimalSchema.safeParse(value).success && Number(value) > 0, { error: 'errors.quantity' }),
			}),
		)
		.min(1, { error: 'errors.noLines' })
		.max(200, { error: 'errors.tooManyLines' }),
})
export type CreateShipmentInput = z.infer<typeof createShipmentSchema>

/** What the buttons of a shipment's page send. */
export const shipmentActionSchema = z.discriminatedUnion('intent', [z.object({ intent: z.literal('ship') }), z.object({ intent: z.literal('cancel') })])
