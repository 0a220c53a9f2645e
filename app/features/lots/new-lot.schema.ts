import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { attributeChangesSchema, attributesSchema } from '#app/features/dictionary/attribute-value.schema.ts'
import { FIRST_STATES, REFERENCE_KINDS } from './lot.model.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const date = z.iso.date()

/** What a lot answers beyond what is given for it: whoever sends an answered lot back need not take it off. */
const answered = z.unknown().optional().meta({ readOnly: true, description: 'Not looked at' })

/** A site or partner as programs name it: its id, its code, or what a lot answered for it. */
export const referenceSchema = z
	.union([text(100), z.object({ id: z.uuid(), code: answered, name: answered })])
	.meta({ description: 'Id or code, or an object with the id' })
export type Reference = z.output<typeof referenceSchema>

/** What a lot came in, and serial numbers of its units. An SSCC is 18 digits with its check digit. */
export const referencesSchema = z.array(z.object({ kind: z.enum(REFERENCE_KINDS), value: text(64) })).max(1_050)

/** A new lot as programs give it. What is read-only in an answered lot may stand there and is not looked at. */
export const newLotSchema = z.object({
	item: z
		.union([
			text(100),
			z.object({ id: z.uuid(), sku: answered, name: answered }),
			z.object({ sku: text(100), name: answered }),
		])
		.meta({ description: 'Id or SKU' }),
	code: text(64)
		.optional()
		.meta({ description: 'Absent: the next by the pattern of the item, its group or the tenant' }),
	revision: text(64).nullish(),
	manufacturedOn: date.nullish(),
	expiresOn: date.nullish(),
	supplier: referenceSchema.nullish(),
	supplierLot: text(64).nullish(),
	site: referenceSchema.nullish(),
	gtin: z.string().max(14).nullish().meta({ description: 'Must be the GTIN of the item' }),
	attributes: attributesSchema.optional(),
	state: z.enum(FIRST_STATES).optional(),
	line: text(40).nullish().meta({ description: "Production line, where the lot's code carries it" }),
	references: referencesSchema.optional(),
	id: answered,
	given: answered,
	onHand: answered,
	status: answered,
	category: answered,
	createdAt: answered,
	updatedAt: answered,
	version: answered,
	warnings: answered,
})
export type NewLot = z.output<typeof newLotSchema>

export const registerCallSchema = newLotSchema.extend({ quantity: quantitySchema })

/** New values of a lot. Absent ones stay; null clears. */
export const amendCallSchema = z.object({
	reason: z.string().trim().min(LEAST_REASON).max(2000),
	manufacturedOn: date.nullish(),
	expiresOn: date.nullish(),
	supplierLot: text(64).nullish(),
	site: referenceSchema.nullish(),
	revision: text(64).nullish(),
	quantity: quantitySchema.optional().meta({ description: 'While the lot is only announced' }),
	attributes: attributeChangesSchema.optional(),
	references: referencesSchema.optional().meta({ description: 'All of them; takes the place of those before' }),
})
export type AmendCall = z.output<typeof amendCallSchema>
