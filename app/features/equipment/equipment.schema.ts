import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'
import { EQUIPMENT_CONDITIONS, EQUIPMENT_KINDS } from './equipment.model.ts'

/** Messages are keys of the `equipment` texts. */
const blankAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value)
const name = z.string().trim().min(1, 'form.nameMissing').max(200, 'form.tooLong')
const optionalText = (most: number) =>
	z
		.string()
		.trim()
		.max(most, 'form.tooLong')
		.optional()
		.transform((value) => value || null)
const optionalDate = z.preprocess(blankAsAbsent, z.string().refine(isLocalDate, 'form.not-a-date').optional())

/** A piece of equipment as its form and the interface give it. */
export const equipmentSchema = z
	.object({
		siteId: z.uuid({ error: 'form.chooseOne' }),
		line: optionalText(40),
		code: z
			.string()
			.trim()
			.regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u, 'form.codeWrong'),
		nameEn: name,
		nameZh: name,
		kind: z.enum(EQUIPMENT_KINDS, { error: 'form.chooseOne' }),
		condition: z.enum(EQUIPMENT_CONDITIONS, { error: 'form.chooseOne' }),
		serialNumber: optionalText(80),
		calibratedOn: optionalDate,
		calibrationDueOn: optionalDate,
		cleanEveryHours: z.preprocess(
			blankAsAbsent,
			z.coerce
				.number({ error: 'form.hoursWrong' })
				.int('form.hoursWrong')
				.min(1, 'form.hoursWrong')
				.max(8_760, 'form.hoursWrong')
				.optional(),
		),
		active: z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean()),
		/** Number of the version that the form was made from; absent for a new record. */
		version: z.preprocess(blankAsAbsent, z.coerce.number().int().optional()),
		reason: z.string().trim().max(500, 'form.tooLong').optional(),
	})
	.refine((one) => !one.calibratedOn || !one.calibrationDueOn || one.calibrationDueOn >= one.calibratedOn, {
		path: ['calibrationDueOn'],
		error: 'form.datesReversed',
	})
export type EquipmentInput = z.output<typeof equipmentSchema>
