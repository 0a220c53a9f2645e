import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

/** A value by the data dictionary (`GET /dictionary`): typed, or as text. */
export const attributeValueSchema = z.union([
	z.string(),
	z.number(),
	z.boolean(),
	z.array(z.string()),
	z.object({ value: z.string(), unit: z.string() }),
])

export const attributesSchema = z
	.record(z.string(), attributeValueSchema)
	.meta({ description: 'By the data dictionary; quantities are answered in its unit' })

/** New values by key; what is not named stays. */
export const attributeChangesSchema = z
	.record(z.string(), z.union([attributeValueSchema, z.null()]))
	.meta({ description: 'Merged by name; null takes one away' })

/** `PATCH` of an item, place or partner: the attributes of the data dictionary. */
export const amendAttributesSchema = z.strictObject({
	attributes: attributeChangesSchema.refine((given) => Object.keys(given).length > 0, 'Name at least one attribute'),
	reason: z.string().trim().min(LEAST_REASON).max(2000).optional(),
})
