import { z } from 'zod'
import { decimalSchema } from '#app/core/quantity.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { readTypedAmount } from '#app/core/typed-amount.ts'
import { unitFromText } from '#app/core/units.ts'
import { RECORDABLE } from './event-kinds.model.ts'

const text = (longest: number) => z.string().trim().max(longest, { error: 'form.tooLong' })
/** A plain decimal, as people type it: grouping commas are taken away; nothing where a lot is only looked at. */
const amount = z
	.string()
	.trim()
	.transform((value) => value.replace(/,(?=\d{3}(\D|$))/g, ''))
	.refine((value) => value === '' || (decimalSchema.safeParse(value).success && !value.startsWith('-')), {
		error: 'form.quantity',
	})
const localDateTime = z.union([
	z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, { error: 'form.dateTime' }),
	z.literal(''),
])

/** The same in the lot's unit, or with another one behind it: `2 box`. */
const lotAmount = z
	.string()
	.trim()
	.refine(
		(value) => {
			const read = value === '' ? null : readTypedAmount(value, 'C62')
			return value === '' || (read !== null && !read.value.startsWith('-'))
		},
		{ error: 'form.quantity' },
	)

const part = z.object({ lot: text(100), quantity: lotAmount })
const day = z.union([z.iso.date({ error: 'form.date' }), z.literal('')])
/** A lot that is there, or, with an item, a new one and what is known of it from the first. */
const output = part.extend({
	itemId: z.union([z.uuid(), z.literal('')]),
	revision: text(40).default(''),
	line: text(40).default(''),
	manufacturedOn: day.default(''),
	expiresOn: day.default(''),
	/** Of the new lot, by the data dictionary; each value as text. */
	attributes: z.record(z.string(), z.string().max(2_000)).default({}),
})

/** What was measured: a name, a value, and its unit: by its code where it is a known one, else as it was written. */
const measured = z.object({
	name: text(100),
	value: text(200),
	unit: text(20).transform((unit) => unitFromText(unit) ?? unit),
})

/** An event as its form sends it: lots by code, quantities in each lot's unit, times in the tenant's zone. */
export const eventFormSchema = z.object({
	kind: z.enum(RECORDABLE),
	eventTime: localDateTime,
	siteId: z.union([z.uuid(), z.literal('')]),
	container: text(40),
	/** SSCCs of containers inside, one a line or with commas, instead of lots. */
	containers: text(8_000).default(''),
	equipment: text(200),
	step: text(200),
	startedAt: localDateTime.default(''),
	finishedAt: localDateTime.default(''),
	parameters: z.array(measured).max(50).default([]),
	reference: text(200),
	scrap: amount,
	note: text(2_000),
	inputs: z.array(part).max(100),
	outputs: z.array(output).max(100),
	/** By the data dictionary; each value as text. */
	dictionary: z.record(z.string(), z.string().max(2_000)).default({}),
})
export type EventForm = z.input<typeof eventFormSchema>

/** Why an event is taken back. */
export const correctionFormSchema = z.object({
	reason: z.string().trim().min(LEAST_REASON, { error: 'form.reason' }).max(2_000, { error: 'form.tooLong' }),
})
