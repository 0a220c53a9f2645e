import { z } from 'zod'
import { parseGln, rightCheckDigit } from '#app/core/gs1/check-digit.ts'
import { isLocalDate } from '#app/core/local-date.ts'
import { LANGUAGES } from '#app/core/localized.ts'
import { COUNTRIES } from './country.model.ts'
import { APPROVAL_STATUSES, PARTY_KINDS } from './party.model.ts'

/** Messages of these schemas are keys of the `parties` texts. */
const text = (missing: string, most = 200) => z.string().trim().min(1, missing).max(most, 'form.tooLong')
const optionalText = (most = 200) =>
	z
		.string()
		.trim()
		.max(most, 'form.tooLong')
		.optional()
		.transform((value) => value || null)
const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** A box that a form sends as `on` or leaves out. */
export const checkbox = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean())

const code = z
	.string()
	.trim()
	.regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u, 'form.codeWrong')

const country = z.string().refine((value) => COUNTRIES.includes(value), 'form.countryMissing')

/** A Global Location Number as typed, to its 13 digits; empty becomes null. */
export const glnField = z
	.string()
	.trim()
	.optional()
	.transform((value, issues) => {
		if (!value) return null
		const gln = parseGln(value)
		if (gln.ok) return gln.value
		issues.addIssue({
			code: 'custom',
			message:
				gln.error.code === 'wrong-check-digit' ? `form.glnCheckDigit|${rightCheckDigit(value)}` : 'form.glnWrong',
		})
		return z.NEVER
	})

/** Number of the record's version that the form was made from; absent for a new record. */
const version = z.preprocess(blankAsAbsent, z.coerce.number().int().optional())

export const partySchema = z.object({
	kind: z.enum(PARTY_KINDS, { error: 'form.chooseOne' }),
	code,
	nameEn: text('form.nameMissing'),
	nameZh: text('form.nameMissing'),
	country,
	cityEn: optionalText(),
	cityZh: optionalText(),
	gln: glnField,
	email: z.preprocess(
		blankAsAbsent,
		z
			.string()
			.trim()
			.toLowerCase()
			.pipe(z.email({ error: 'form.emailWrong' }).max(254, 'form.emailWrong'))
			.optional(),
	),
	phone: optionalText(60),
	language: z.enum(LANGUAGES, { error: 'form.chooseOne' }),
	active: checkbox,
	version,
})
export type PartyInput = z.output<typeof partySchema>

export const siteSchema = z.object({
	/** Whose place it is; absent for the tenant's own. */
	partyId: z.preprocess(blankAsAbsent, z.uuid({ error: 'form.chooseOne' }).optional()),
	code,
	nameEn: text('form.nameMissing'),
	nameZh: text('form.nameMissing'),
	country,
	cityEn: text('form.cityMissing'),
	cityZh: text('form.cityMissing'),
	gln: glnField,
	timeZone: z
		.string()
		.refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'form.chooseOne'),
	active: checkbox,
	version,
})
export type SiteInput = z.output<typeof siteSchema>

/** Which supplier may deliver which item, until when. */
export const approvalSchema = z.object({
	itemId: z.uuid({ error: 'form.chooseOne' }),
	partyId: z.uuid({ error: 'form.chooseOne' }),
	status: z.enum(APPROVAL_STATUSES, { error: 'form.chooseOne' }),
	validUntil: z.preprocess(blankAsAbsent, z.string().refine(isLocalDate, 'form.not-a-date').optional()),
	supplierSku: optionalText(80),
})
export type ApprovalInput = z.output<typeof approvalSchema>
