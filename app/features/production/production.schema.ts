import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { parseTypedAmount, typedAmountSchema } from '#app/core/typed-amount.ts'

const text = (length: number) => z.string().trim().max(length, { error: 'errors.tooLong' })
const id = z.uuid({ error: 'errors.choose' })
/** An amount above zero in the lot's or item's unit, or with another one behind it: `2 box`. */
const lotAmount = typedAmountSchema('errors.quantity')
const optionalLotAmount = z
	.string()
	.trim()
	.refine((value) => value === '' || Number(parseTypedAmount(value)?.value ?? -1) >= 0, { error: 'errors.quantity' })
const optionalAmount = z
	.string()
	.trim()
	.refine((value) => value === '' || (decimalSchema.safeParse(value).success && Number(value) >= 0), {
		error: 'errors.quantity',
	})
/** What a `datetime-local` field sends, in the tenant's time zone. */
const localDateTime = z.union([
	z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, { error: 'errors.dateTime' }),
	z.literal(''),
])

/** A production order as its form takes it; without a revision, the one effective today. */
export const createOrderSchema = z.object({
	itemId: id,
	revisionId: z.union([id, z.literal('')]).optional(),
	siteId: id,
	line: text(40).min(1, { error: 'errors.line' }),
	plannedQuantity: lotAmount,
	dueOn: z.union([localDateSchema, z.literal('')], { error: 'errors.date' }),
})
/** As the use case takes it: a plain number, in `plannedUnit` or, without one, in the item's unit. */
export type CreateOrderInput = z.infer<typeof createOrderSchema> & { plannedUnit?: string | null | undefined }

const parameterSchema = z.object({
	name: text(80),
	value: text(80),
	unit: text(20),
	min: optionalAmount,
	max: optionalAmount,
})

/** What was made in one go, with what the machine noted. */
export const outputSchema = z.object({
	quantity: lotAmount,
	scrap: optionalLotAmount,
	equipment: text(80),
	step: text(80),
	startedAt: localDateTime,
	finishedAt: localDateTime,
	note: text(500),
	parameters: z.array(parameterSchema).max(220).optional(),
})
export type OutputForm = z.infer<typeof outputSchema>

/** A lot to use at the line. */
export const consumeSchema = z.object({
	lotId: id,
	quantity: lotAmount,
	equipment: text(80).optional(),
	step: text(80).optional(),
})

const signed = z
	.string()
	.trim()
	.refine((value) => decimalSchema.safeParse(value).success, { error: 'errors.number' })
const optionalSigned = z
	.string()
	.trim()
	.refine((value) => value === '' || decimalSchema.safeParse(value).success, { error: 'errors.number' })

/** One reading at the line. */
export const readingSchema = z.object({
	parameter: text(80).min(1, { error: 'errors.parameter' }),
	value: signed,
	unit: text(20).optional(),
	min: optionalSigned.optional(),
	max: optionalSigned.optional(),
	step: text(80).optional(),
	equipment: text(80).optional(),
})

/** What each button of the order's page sends; outputs come as JSON from their own form. */
export const orderActionSchema = z.discriminatedUnion('intent', [
	z.object({
		intent: z.literal('start'),
		cleared: z.literal('on').optional(),
		clearanceNote: text(500).optional(),
	}),
	z.object({ intent: z.literal('pause'), reason: text(500).min(LEAST_REASON, { error: 'errors.reason' }) }),
	z.object({ intent: z.literal('resume') }),
	readingSchema.extend({ intent: z.literal('reading') }),
	z.object({
		intent: z.literal('byproduct'),
		item: text(100).min(1, { error: 'errors.choose' }),
		quantity: lotAmount,
		note: text(500).optional(),
	}),
	z.object({ intent: z.literal('line'), severalLots: z.enum(['yes', 'no']) }),
	z.object({ intent: z.literal('scan'), code: z.string().max(2000) }),
	consumeSchema.extend({ intent: z.literal('consume') }),
	z.object({ intent: z.literal('complete'), reason: text(500).optional() }),
	z.object({ intent: z.literal('cancel') }),
])
