import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { quantitySchema } from '#app/core/quantity.ts'
import { referenceSchema } from '#app/features/lots/new-lot.schema.ts'
import { LINE_STATUSES } from '#app/features/shipping/shipment.model.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const lot = z.union([text(100), z.object({ id: z.uuid() })]).meta({ description: 'Id or code of a lot' })
const given = quantitySchema.optional().meta({ description: 'As it was given, where that was in another unit' })

/** `POST /deliveries`. */
export const deliveryCallSchema = z.object({
	supplier: referenceSchema
		.nullish()
		.meta({ description: 'Whose delivery it is; a key of a supplier speaks for it alone' }),
	site: referenceSchema.meta({ description: 'Where it goes' }),
	expectedOn: localDateSchema.nullish(),
	reference: text(80).nullish(),
	carrier: text(80).nullish(),
	lines: z
		.array(
			z.object({
				lot,
				quantity: quantitySchema.meta({ description: 'In any unit that converts for the item' }),
				orderedItem: z.uuid().nullish(),
				expectedRevision: text(40).nullish(),
			}),
		)
		.min(1)
		.max(100),
})
export type DeliveryCall = z.output<typeof deliveryCallSchema>

/** `POST /deliveries/{id}/lines/{lineId}/count`. */
export const countCallSchema = z.object({
	counted: quantitySchema.meta({ description: 'In any unit that converts for the item' }),
})

/** A delivery with its lines. */
export const deliverySchema = z
	.object({
		id: z.uuid(),
		number: z.string(),
		status: z.string(),
		supplier: z.uuid(),
		reference: z.string().nullable(),
		carrier: z.string().nullable(),
		expectedOn: z.string().nullable(),
		announcedAt: z.iso.datetime(),
		arrivedAt: z.iso.datetime().nullable(),
		version: z.int(),
		lines: z.array(
			z.object({
				id: z.uuid(),
				lot: z.uuid(),
				code: z.string(),
				supplierLot: z.string().nullable(),
				item: z.string(),
				quantity: quantitySchema,
				given,
				counted: quantitySchema.nullable(),
				countedGiven: given,
				status: z.enum(LINE_STATUSES),
				lacks: z
					.array(z.enum(['manufacturedOn', 'expiresOn', 'serial']))
					.meta({ description: 'Production identifiers (UDI) without which it is not received' }),
				check: z
					.object({ decision: z.uuid(), status: z.string() })
					.nullable()
					.meta({ description: 'The last match check; not for partners' }),
			}),
		),
	})
	.meta({ id: 'Delivery' })
