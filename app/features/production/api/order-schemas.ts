import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { decimalSchema, quantitySchema } from '#app/core/quantity.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const time = z.iso.datetime({ offset: true })

/** `POST /production-orders`. Without a revision, the one effective today. */
export const orderCallSchema = z.object({
	item: text(100).meta({ description: 'Id or number of an item' }),
	revision: text(100).nullish().meta({ description: 'Id or code of a revision of it' }),
	site: text(100).meta({ description: 'Id or code of a site of yours' }),
	line: text(40),
	quantity: quantitySchema.meta({ description: "In the item's unit, or in any that converts to it" }),
	dueOn: localDateSchema.nullish(),
})

export const orderQuerySchema = z.object({
	status: z
		.string()
		.max(60)
		.optional()
		.meta({ description: 'Key of a state of the workflow `production_order`, such as `running` or `paused`' }),
	text: text(100).optional(),
	limit: z.coerce.number().int().min(1).max(500).default(50),
	cursor: z.string().max(300).optional(),
})

/** An order as lists have it. */
export const orderSchema = z
	.object({
		id: z.uuid(),
		number: z.string(),
		item: z.object({ sku: z.string(), name: z.string() }),
		revision: z.string(),
		line: z.string(),
		planned: quantitySchema,
		given: quantitySchema.nullable().meta({ description: 'As it was planned, where that was in another unit' }),
		made: quantitySchema,
		status: z.string().meta({ description: 'Key of a state of the workflow `production_order`' }),
		dueOn: z.string().nullable(),
		lot: z.uuid().nullable(),
	})
	.meta({ id: 'ProductionOrder' })

const component = z.object({
	sku: z.string(),
	needed: z.string().nullable(),
	consumed: z.string(),
	unit: z.string(),
	differencePercent: z.string().nullable(),
	tolerancePercent: z.string(),
	within: z.boolean().nullable(),
})

/** An order with what was used, read and made. */
export const orderDetailSchema = orderSchema
	.extend({
		scrap: quantitySchema,
		startedAt: z.iso.datetime().nullable(),
		finishedAt: z.iso.datetime().nullable(),
		paused: z.boolean(),
		version: z.int(),
		components: z.array(component.extend({ planned: z.string() })),
		uses: z.array(z.object({ lot: z.uuid(), code: z.string(), quantity: quantitySchema })),
		readings: z.array(
			z.object({
				parameter: z.string().meta({ description: 'Key of a process parameter' }),
				name: z
					.string()
					.nullable()
					.meta({ description: 'As the pinned revision calls it; null where it does not know it' }),
				unit: z.string().nullable(),
				min: z.string().nullable(),
				max: z.string().nullable(),
				required: z.boolean().meta({ description: 'Needed before the order may be finished' }),
				count: z.int().meta({ description: '0: nothing was read yet' }),
				outside: z.int(),
			}),
		),
		balance: z
			.object({
				made: z.string(),
				scrap: z.string(),
				unit: z.string(),
				yieldPercent: z.string(),
				within: z.boolean(),
				reason: z.string().nullable(),
				components: z.array(component),
			})
			.nullable(),
	})
	.meta({ id: 'ProductionOrderDetail' })

/** `POST /production-orders/{id}/readings`. */
export const readingsCallSchema = z.object({
	readings: z
		.array(
			z.object({
				parameter: text(80),
				value: decimalSchema,
				unit: text(20).nullish(),
				min: decimalSchema.nullish(),
				max: decimalSchema.nullish(),
				readAt: time.nullish(),
				step: text(80).nullish(),
				equipment: text(80).nullish(),
			}),
		)
		.min(1)
		.max(1_000),
})

export const readingsSchema = z
	.object({
		items: z.array(z.object({ id: z.uuid(), parameter: z.string(), value: z.string(), within: z.boolean() })),
	})
	.meta({ id: 'RecordedReadings' })
