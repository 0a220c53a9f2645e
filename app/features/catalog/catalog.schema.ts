import { z } from 'zod'
import { parseGtin, rightCheckDigit } from '#app/core/gs1/check-digit.ts'
import { isLocalDate } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { unitOf } from '#app/core/units.ts'
import { ITEM_KINDS } from './catalog.model.ts'

/** Messages of these schemas are keys of the `catalog` texts. */
const text = (missing: string, most = 200) => z.string().trim().min(1, missing).max(most, 'form.tooLong')
const optionalText = (most = 200) =>
	z
		.string()
		.trim()
		.max(most, 'form.tooLong')
		// What the browser has read already says null.
		.nullish()
		.transform((value) => value || null)
const blankAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value)
const checkbox = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean())
const version = z.preprocess(blankAsAbsent, z.coerce.number().int().optional())
const unit = z.string().refine((code) => unitOf(code) !== undefined, 'form.unitMissing')
const quantity = z
	.string()
	.trim()
	.refine((value) => decimalSchema.safeParse(value).success, 'form.not-a-decimal')
const date = z.string().refine(isLocalDate, 'form.not-a-date')
const positive = quantity.refine((value) => Number(value) > 0, 'form.quantityWrong')

/** A GTIN of 8, 12, 13 or 14 digits as typed, to its 14 digits; empty becomes null. Source: GS1 General Specifications, 7.9. */
const gtinField = z
	.string()
	.trim()
	.optional()
	.transform((value, issues) => {
		if (!value) return null
		const gtin = parseGtin(value)
		if (gtin.ok) return gtin.value
		issues.addIssue({
			code: 'custom',
			message:
				gtin.error.code === 'wrong-check-digit' ? `form.gtinCheckDigit|${rightCheckDigit(value)}` : 'form.gtinWrong',
		})
		return z.NEVER
	})

const optionalDays = z.preprocess(
	blankAsAbsent,
	z.coerce
		.number({ error: 'form.daysWrong' })
		.int('form.daysWrong')
		.min(1, 'form.daysWrong')
		.max(36_500, 'form.daysWrong')
		.optional(),
)

export const itemSchema = z.object({
	sku: z
		.string()
		.trim()
		.regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,59}$/u, 'form.skuWrong'),
	nameEn: text('form.nameMissing'),
	nameZh: text('form.nameMissing'),
	descriptionEn: optionalText(500),
	descriptionZh: optionalText(500),
	kind: z.enum(ITEM_KINDS, { error: 'form.chooseOne' }),
	unit,
	gtin: gtinField,
	brand: optionalText(),
	shelfLifeDays: optionalDays,
	minimumShelfLifeDays: optionalDays,
	/** A medical device under UDI; the four say which production identifiers its lots carry. */
	device: checkbox,
	udiLot: checkbox,
	udiSerial: checkbox,
	udiManufacturedOn: checkbox,
	udiExpiresOn: checkbox,
	certificateRequired: checkbox,
	incomingInspection: checkbox,
	active: checkbox,
	version,
})
export type ItemInput = z.output<typeof itemSchema>

const optionalLimit = z.preprocess(blankAsAbsent, quantity.optional()).transform((value) => value ?? null)

/** What is measured while a revision is made, and between which limits. */
const parameter = z
	.object({
		key: z
			.string()
			.trim()
			.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,59}$/u, 'form.testWrong'),
		nameEn: text('form.nameMissing'),
		nameZh: text('form.nameMissing'),
		step: optionalText(80),
		unit: z.string().trim().max(20, 'form.tooLong'),
		target: optionalLimit,
		minimum: optionalLimit,
		maximum: optionalLimit,
		required: checkbox,
	})
	.refine(({ minimum, maximum }) => minimum === null || maximum === null || Number(minimum) <= Number(maximum), {
		path: ['maximum'],
		error: 'form.limitsReversed',
	})

export const revisionSchema = z
	.object({
		code: z
			.string()
			.trim()
			.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,19}$/u, 'form.revisionCodeWrong'),
		effectiveFrom: date,
		effectiveTo: z.preprocess(blankAsAbsent, date.optional()),
		changeReference: optionalText(80),
		/** What one unit of the item is made of. */
		components: z
			.array(
				z.object({
					componentItemId: z.uuid({ error: 'form.chooseOne' }),
					quantity: positive,
					unit,
					tolerancePercent: z.preprocess(
						(value) => blankAsAbsent(value) ?? '0',
						quantity.refine((value) => Number(value) >= 0 && Number(value) <= 100, 'form.percentWrong'),
					),
				}),
			)
			.max(200, 'form.tooMany'),
		/** What is measured while it is made. */
		parameters: z.array(parameter).max(200, 'form.tooMany').default([]),
	})
	.refine((revision) => !revision.effectiveTo || revision.effectiveTo >= revision.effectiveFrom, {
		path: ['effectiveTo'],
		error: 'form.datesReversed',
	})
export type RevisionInput = z.output<typeof revisionSchema>

const limit = z.preprocess(blankAsAbsent, quantity.optional())

export const specificationSchema = z
	.object({
		test: z
			.string()
			.trim()
			.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,59}$/u, 'form.testWrong'),
		nameEn: text('form.nameMissing'),
		nameZh: text('form.nameMissing'),
		method: text('form.methodMissing', 120),
		unit: z.string().trim().max(20, 'form.tooLong'),
		minimum: limit,
		maximum: limit,
		required: checkbox,
	})
	.refine((spec) => spec.minimum !== undefined || spec.maximum !== undefined, {
		path: ['minimum'],
		error: 'form.limitMissing',
	})
	.refine(
		(spec) => spec.minimum === undefined || spec.maximum === undefined || Number(spec.minimum) <= Number(spec.maximum),
		{
			path: ['maximum'],
			error: 'form.limitsReversed',
		},
	)
export type SpecificationInput = z.output<typeof specificationSchema>
