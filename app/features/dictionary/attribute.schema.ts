import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'
import { ROLE_KEYS } from '#app/core/permission.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { unitOf } from '#app/core/units.ts'
import { ATTRIBUTE_SUBJECTS, ATTRIBUTE_TYPES, isAttributeKey, isChoiceValue, TEXT_FORMATS } from './attribute.model.ts'

/** Messages are keys of the `dictionary` texts. */
const blankAsNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const words = z.string().trim().min(1, 'form.missing').max(120, 'form.tooLong')
const optionalWords = z.string().trim().max(500, 'form.tooLong').default('')
const limit = z.preprocess(
	blankAsNull,
	z
		.string()
		.trim()
		.refine((text) => decimalSchema.safeParse(text).success || isLocalDate(text), 'form.limitWrong')
		.nullable(),
)

const NUMBERS: readonly string[] = ['integer', 'decimal', 'quantity']

/** An attribute as its form and the interface give it. */
export const attributeSchema = z
	.object({
		subject: z.enum(ATTRIBUTE_SUBJECTS, 'form.chooseOne'),
		key: z.string().trim().refine(isAttributeKey, 'form.keyWrong'),
		type: z.enum(ATTRIBUTE_TYPES, 'form.chooseOne'),
		labelEn: words,
		labelZh: words,
		helpEn: optionalWords,
		helpZh: optionalWords,
		unit: z.preprocess(
			blankAsNull,
			z
				.string()
				.refine((code) => unitOf(code) !== undefined, 'form.unitWrong')
				.nullable(),
		),
		minimum: limit,
		maximum: limit,
		longest: z.preprocess(
			blankAsNull,
			z.coerce
				.number('form.longestWrong')
				.int('form.longestWrong')
				.min(1, 'form.longestWrong')
				.max(500, 'form.longestWrong')
				.nullable(),
		),
		format: z.enum(TEXT_FORMATS, 'form.chooseOne').default('any'),
		choices: z
			.array(
				z.object({
					value: z.string().trim().refine(isChoiceValue, 'form.choiceWrong'),
					labelEn: words,
					labelZh: words,
				}),
			)
			.max(200, 'form.tooMany')
			.default([]),
		/** `registration`, or the state of the lot's workflow that is not entered without it. */
		requiredAt: z.preprocess(blankAsNull, z.string().max(60).nullable()),
		itemKinds: z.array(z.string().max(40)).max(20).default([]),
		roles: z.array(z.enum(ROLE_KEYS)).max(20).default([]),
		partner: z.boolean().default(false),
		public: z.boolean().default(false),
		effectiveFrom: z.string().refine(isLocalDate, 'form.not-a-date'),
		reason: z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(500, 'form.tooLong'),
		version: z.preprocess(
			(value) => (value === '' || value === null ? undefined : value),
			z.coerce.number().int().optional(),
		),
	})
	.superRefine((one, context) => {
		const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
		// Words of one language are no help to readers of the other.
		if (one.helpEn === '' && one.helpZh !== '') issue(['helpEn'], 'form.helpOther')
		if (one.helpZh === '' && one.helpEn !== '') issue(['helpZh'], 'form.helpOther')
		if (one.type === 'quantity' && one.unit === null) issue(['unit'], 'form.unitMissing')
		if ((one.type === 'enum' || one.type === 'multi') && one.choices.length === 0)
			issue(['choices'], 'form.choicesMissing')
		one.choices.forEach(({ value }, index) => {
			if (one.choices.findIndex((other) => other.value === value) !== index)
				issue(['choices', index, 'value'], 'form.choiceDoubled')
		})
		const asNumbers = NUMBERS.includes(one.type)
		for (const name of ['minimum', 'maximum'] as const) {
			const text = one[name]
			if (text !== null && asNumbers === isLocalDate(text)) issue([name], 'form.limitWrong')
		}
		if (one.minimum !== null && one.maximum !== null) {
			const reversed = asNumbers ? Number(one.minimum) > Number(one.maximum) : one.minimum > one.maximum
			if (reversed) issue(['maximum'], 'form.limitsReversed')
		}
		if (one.subject !== 'lot' && one.requiredAt !== null && one.requiredAt !== 'registration')
			issue(['requiredAt'], 'form.chooseOne')
	})
export type AttributeInput = z.output<typeof attributeSchema>

/** Takes an attribute out of use, or back into it. */
export const deprecateSchema = z.object({
	reason: z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(500, 'form.tooLong'),
	replacedBy: z.preprocess((value) => (value === '' ? undefined : value), z.string().max(40).optional()),
	/** What would be touched was read and is accepted. */
	confirmed: z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean()),
	version: z.coerce.number().int(),
})
export type DeprecateInput = z.output<typeof deprecateSchema>
