import { z } from 'zod'
import { LANGUAGES } from '#app/core/localized.ts'

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** What a tenant's admin may change of it. Messages are keys of the `tenants` texts. */
export const settingsSchema = z.object({
	name: z.string().trim().min(1, 'form.nameMissing').max(120, 'form.tooLong'),
	initials: z
		.string()
		.trim()
		.regex(/^[\p{L}\p{N}]{1,3}$/u, 'form.initialsWrong'),
	language: z.enum(LANGUAGES, { error: 'form.chooseOne' }),
	timeZone: z
		.string()
		.refine((zone) => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone), 'form.chooseOne'),
	theme: z.string().min(1, 'form.chooseOne').max(40, 'form.chooseOne'),
	/** Where the public asks about a lot, shown on public pages. */
	contactEmail: z.preprocess(
		blankAsAbsent,
		z
			.string()
			.trim()
			.toLowerCase()
			.pipe(z.email({ error: 'form.emailWrong' }))
			.optional(),
	),
	contactPhone: z.preprocess(blankAsAbsent, z.string().trim().max(60, 'form.tooLong').optional()),
	contactWeb: z.preprocess(
		blankAsAbsent,
		z
			.string()
			.trim()
			.max(200, 'form.tooLong')
			.pipe(z.url({ protocol: /^https?$/, error: 'form.webWrong' }))
			.optional(),
	),
	/** Whether more may be taken of a lot than is booked in, and what becomes of an event or order out of balance. */
	negativeStock: z.enum(['refuse', 'flag'], { error: 'form.chooseOne' }).default('refuse'),
	balanceRule: z.enum(['flag', 'refuse'], { error: 'form.chooseOne' }).default('flag'),
	/** In percent. */
	balanceTolerance: z
		.string()
		.trim()
		.regex(/^\d{1,2}(\.\d{1,3})?$/, 'form.toleranceWrong')
		.default('2'),
})
export type SettingsInput = z.output<typeof settingsSchema>
