import { z } from 'zod'
import { quantitySchema } from '#app/core/quantity.ts'
import { attributeQuery } from '#app/features/dictionary/attribute-query.schema.ts'
import { attributesSchema } from '#app/features/dictionary/attribute-value.schema.ts'
import { newLotSchema, referenceSchema } from '#app/features/lots/new-lot.schema.ts'
import { EVENT_KINDS } from '../genealogy.model.ts'

const time = z.iso.datetime({ offset: true })
const text = (longest: number) => z.string().trim().min(1).max(longest)
const lotReference = z.union([text(100), z.object({ id: z.uuid() })]).meta({ description: 'Id or code of a lot' })
const measured = z.union([
	z.string().max(200),
	z.number(),
	z.boolean(),
	z.strictObject({
		value: z.union([z.string().max(200), z.number()]),
		unit: text(20).optional(),
		min: text(40).optional(),
		max: text(40).optional(),
	}),
])

const inputSchema = z.strictObject({
	lot: lotReference,
	quantity: quantitySchema.optional().meta({ description: 'Not needed where lots are only looked at: inspect, hold' }),
})
const outputSchema = z.union([
	z.strictObject({ lot: lotReference, quantity: quantitySchema }),
	z.strictObject({ lot: newLotSchema, quantity: quantitySchema }),
	z.strictObject({ newLot: newLotSchema, quantity: quantitySchema }),
])

/** `POST /events`. What is recorded is for ever: a field that nobody knows is refused, not left out. */
export const eventCallSchema = z.strictObject({
	/** The kinds left out belong to their own calls. */
	kind: z.enum(EVENT_KINDS).exclude(['register', 'release', 'recall']),
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
	corrects: z.uuid().nullish().meta({
		description:
			'The event that this one corrects. Correct takes it back with `note` as the reason; any other kind but adjust takes it back and records what is right, together or not at all',
	}),
	id: text(100)
		.nullish()
		.meta({ description: "The sender's own id of the event; a second one with the same is refused" }),
	attributes: attributesSchema.optional(),
	container: text(40).nullish().meta({ description: 'SSCC of the container, for pack, unpack and ship' }),
	containers: z
		.array(text(40))
		.max(200)
		.optional()
		.meta({ description: 'SSCCs of containers that are packed into it or taken out of it, instead of lots' }),
})
export type EventCall = z.output<typeof eventCallSchema>

const recordedLot = z.object({ lot: z.uuid(), code: z.string(), quantity: quantitySchema, onHand: quantitySchema })

const balanceSchema = z
	.object({
		input: z.string(),
		output: z.string(),
		scrap: z.string(),
		unit: z.string(),
		differencePercent: z.string(),
		tolerancePercent: z.string(),
		within: z.boolean(),
	})
	.meta({ id: 'EventBalance' })

/** A recorded event. `decision` is that of the match check of a consumption. */
export const eventSchema = z
	.object({
		id: z.uuid(),
		kind: z.string(),
		eventTime: z.iso.datetime(),
		inputs: z.array(recordedLot),
		outputs: z.array(recordedLot),
		balance: balanceSchema.nullish(),
		decision: z
			.looseObject({ id: z.string().nullable(), ruleSet: z.string(), version: z.int(), outcome: z.string() })
			.optional(),
		decisions: z.array(z.looseObject({ id: z.string().nullable(), outcome: z.string() })).optional(),
	})
	.meta({ id: 'TraceEvent' })

const listedLot = z.object({
	lot: z.uuid(),
	code: z.string(),
	role: z.enum(['input', 'output', 'subject']),
	quantity: quantitySchema,
	given: quantitySchema.optional().meta({ description: 'As it was given, where that was in another unit' }),
})

/** An event as lists have it: at most twenty of its lots, and how many there are. */
export const listedEventSchema = z
	.object({
		id: z.uuid(),
		kind: z.string(),
		eventTime: z.iso.datetime(),
		recordedAt: z.iso.datetime(),
		actor: z.string(),
		site: z.uuid().nullable(),
		reference: z.string().nullable(),
		corrects: z.uuid().nullable(),
		corrected: z.boolean(),
		reconstructed: z.boolean(),
		balance: balanceSchema.nullable(),
		lotCount: z.int(),
		lots: z.array(listedLot),
		attributes: attributesSchema,
	})
	.meta({ id: 'ListedEvent' })

/** `GET /events`. */
export const eventQuerySchema = z.object({
	kind: z.enum(EVENT_KINDS).optional(),
	since: time.optional(),
	until: time.optional(),
	site: z.uuid().optional(),
	lot: text(100).optional().meta({ description: 'Id or code of a lot' }),
	actor: text(100).optional(),
	attribute: attributeQuery,
	limit: z.coerce.number().int().min(1).max(500).default(50),
	cursor: z.string().max(300).optional(),
})

/** One event with all that is known of it. */
export const eventDetailSchema = listedEventSchema
	.omit({ site: true, corrects: true })
	.extend({
		step: z.string().nullable(),
		equipment: z.string().nullable(),
		startedAt: z.iso.datetime().nullable(),
		finishedAt: z.iso.datetime().nullable(),
		note: z.string().nullable(),
		externalId: z.string().nullable(),
		container: z.string().nullable(),
		containers: z.array(z.string()).meta({ description: 'SSCCs of containers that it packed or took out' }),
		order: z.string().nullable(),
		parameters: z.record(z.string(), z.unknown()).nullable(),
		corrects: z.uuid().nullable(),
		correctedBy: z.array(z.uuid()),
		links: z.array(
			z.object({ parent: z.uuid(), child: z.uuid(), kind: z.string(), quantity: quantitySchema, void: z.boolean() }),
		),
	})
	.meta({ id: 'EventDetail' })
