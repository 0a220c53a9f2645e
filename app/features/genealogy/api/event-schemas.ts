import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { newLotSchema, referenceSchema } from '#app/features/lots/new-lot.schema.ts'

/** Kinds that programs may record; the others belong to their own calls. */
export const CALL_KINDS = [
	'receive',
	'consume',
	'produce',
	'split',
	'merge',
	'rework',
	'relabel',
	'repack',
	'ship',
	'return',
	'destroy',
	'adjust',
] as const

const time = z.iso.datetime({ offset: true })
const text = (longest: number) => z.string().trim().min(1).max(longest)
const lotReference = z.union([text(100), z.object({ id: z.uuid() })]).meta({ description: 'Id or code of a lot' })
const measured = z.union([
	z.string().max(200),
	z.number(),
	z.boolean(),
	z.object({
		value: z.union([z.string().max(200), z.number()]),
		unit: text(20).optional(),
		min: text(40).optional(),
		max: text(40).optional(),
	}),
])

const inputSchema = z.object({ lot: lotReference, quantity: quantitySchema })
const outputSchema = z.union([
	z.object({ lot: lotReference, quantity: quantitySchema }),
	z.object({ lot: newLotSchema, quantity: quantitySchema }),
	z.object({ newLot: newLotSchema, quantity: quantitySchema }),
])

/** `POST /events`. */
export const eventCallSchema = z.object({
	kind: z.enum(CALL_KINDS),
	eventTime: time,
	site: referenceSchema.nullish(),
	inputs: z.array(inputSchema).max(5_000).default([]),
	outputs: z.array(outputSchema).max(5_000).default([]),
	reference: text(200).nullish(),
	parameters: z.record(z.string().min(1).max(100), measured).nullish(),
	equipment: text(200).nullish(),
	step: text(200).nullish(),
	startedAt: time.nullish(),
	finishedAt: time.nullish(),
	order: text(100).nullish().meta({ description: 'Id or number of a production order; for consume' }),
	party: referenceSchema.nullish().meta({ description: 'Whom it was shipped to or returned by' }),
	note: text(2_000).nullish(),
	corrects: z.uuid().nullish().meta({ description: 'The event that this one corrects' }),
})
export type EventCall = z.output<typeof eventCallSchema>

const recordedLot = z.object({ lot: z.uuid(), code: z.string(), quantity: quantitySchema, onHand: quantitySchema })

/** A recorded event. `decision` is that of the match check of a consumption. */
export const eventSchema = z
	.object({
		id: z.uuid(),
		kind: z.string(),
		eventTime: z.iso.datetime(),
		inputs: z.array(recordedLot),
		outputs: z.array(recordedLot),
		decision: z
			.looseObject({ id: z.string().nullable(), ruleSet: z.string(), version: z.int(), outcome: z.string() })
			.optional(),
		decisions: z.array(z.looseObject({ id: z.string().nullable(), outcome: z.string() })).optional(),
	})
	.meta({ id: 'TraceEvent' })
