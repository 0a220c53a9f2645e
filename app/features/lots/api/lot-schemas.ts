import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { attributeQuery } from '#app/features/dictionary/attribute-query.schema.ts'
import { attributesSchema } from '#app/features/dictionary/attribute-value.schema.ts'
import { pageQuery } from '#app/platform/http/api-app.server.ts'
import { referencesSchema } from '../new-lot.schema.ts'

const named = z.object({ id: z.uuid(), name: z.string() })

/** A lot as the interface answers it. Names are in the language that the caller accepts. */
export const lotSchema = z
	.object({
		id: z.uuid(),
		code: z.string(),
		item: named.extend({ sku: z.string() }),
		revision: z.string().optional(),
		quantity: quantitySchema,
		given: quantitySchema
			.optional()
			.meta({ description: 'As it was given, where that was in a unit that a conversion of the item leads from' }),
		onHand: quantitySchema,
		status: z.string(),
		category: z.enum(['initial', 'active', 'waiting', 'blocked', 'done', 'rejected', 'cancelled']),
		manufacturedOn: z.iso.date().optional(),
		expiresOn: z.iso.date().optional(),
		supplier: named.extend({ code: z.string() }).optional(),
		supplierLot: z.string().optional(),
		site: z.string().optional().meta({ description: 'Its code' }),
		gtin: z.string().optional(),
		attributes: attributesSchema,
		references: referencesSchema
			.optional()
			.meta({ description: 'Containers and SSCCs; of a single lot, not in lists' }),
		warnings: z
			.array(z.object({ code: z.literal('code-off-pattern'), message: z.string() }))
			.optional()
			.meta({ description: 'Of a registration: what is taken, but not as usual' }),
		approvals: z
			.object({ transition: z.string(), have: z.int(), need: z.int() })
			.optional()
			.meta({ description: 'Of a transition that needs more people: this call counted as one approval (202)' }),
		createdAt: z.iso.datetime(),
		updatedAt: z.iso.datetime(),
		version: z.int(),
	})
	.meta({ id: 'Lot' })

const texts = z
	.string()
	.max(2000)
	.transform((text) => text.split(',').filter(Boolean))

/** `GET /lots`. Several values of one filter are separated by commas. */
export const lotsQuery = z.object({
	q: z.string().max(100).optional().meta({ description: "Beginning of a lot code or a supplier's lot code" }),
	code: z.string().max(64).optional(),
	item: texts.optional().meta({ description: 'Ids or SKUs' }),
	status: texts.optional(),
	supplier: texts.optional().meta({ description: 'Ids or codes' }),
	supplierLot: z.string().max(64).optional(),
	reference: z.string().max(64).optional().meta({ description: 'Container or SSCC that the lot came in' }),
	attribute: attributeQuery,
	updatedSince: z.iso.datetime({ offset: true }).optional(),
	...pageQuery,
})

export const lotParams = z.object({ id: z.uuid() })
