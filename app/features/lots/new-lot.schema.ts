import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { FIRST_STATES } from './lot.model.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const date = z.iso.date()

/** A site or partner as programs name it: its id, its code, or what a lot answered for it. */
export const referenceSchema = z
	.union([text(100), z.object({ id: z.uuid() })])
	.meta({ description: 'Id or code, or an object with the id' })
export type Reference = z.output<typeof referenceSchema>

export const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** A new lot as programs give it. What is read-only in an answered lot may stand there and is not looked at. */
export const newLotSchema = z.object({
	item: z
		.union([text(100), z.object({ id: z.uuid() }), z.object({ sku: text(100) })])
		.meta({ description: 'Id or SKU' }),
	code: text(64).optional().meta({ description: "Absent: the next by the item's pattern" }),
	revision: text(64).nullish(),
	manufacturedOn: date.nullish(),
	expiresOn: date.nullish(),
	supplier: referenceSchema.nullish(),
	supplierLot: text(64).nullish(),
	site: referenceSchema.nullish(),
	gtin: z.string().max(14).nullish().meta({ description: 'Must be the GTIN of the item' }),
	attributes: attributesSchema.optional(),
	state: z.enum(FIRST_STATES).optional(),
})
export type NewLot = z.output<typeof newLotSchema>

export const registerCallSchema = newLotSchema.extend({ quantity: quantitySchema })

/** New values of a lot. Absent ones stay; null clears. */
export const amendCallSchema = z.object({
	reason: z.string().trim().min(3).max(2000),
	manufacturedOn: date.nullish(),
	expiresOn: date.nullish(),
	supplierLot: text(64).nullish(),
	site: referenceSchema.nullish(),
	revision: text(64).nullish(),
	quantity: quantitySchema.optional().meta({ description: 'While the lot is only announced' }),
	attributes: z
		.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
		.optional()
		.meta({ description: 'Merged by name; null takes one away' }),
})
export type AmendCall = z.output<typeof amendCallSchema>
