import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'
import { isTimeZone } from '#app/core/zoned-time.ts'
import { LIMITS, problemOf, readHours } from './calendar.model.ts'

/** Messages are keys of the `calendars` texts. */
const blankAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value)
const name = z.string().trim().min(1, 'form.nameMissing').max(200, 'form.tooLong')
const date = z.string().refine(isLocalDate, 'form.notADate')

const hours = z
	.string()
	.max(100, 'form.hoursWrong')
	.transform((text, issues) => {
		const read = readHours(text)
		if (read) return read
		issues.addIssue({ code: 'custom', message: 'form.hoursWrong' })
		return z.NEVER
	})

const specialRow = z
	.object({
		from: date,
		to: date,
		name: z.string().trim().min(1, 'form.dayNameMissing').max(100, 'form.tooLong'),
		hours,
	})
	.refine(({ from, to }) => from <= to, { path: ['to'], error: 'form.daysReversed' })

/** Special days as a form sends them: JSON of rows with their hours as text. */
const special = z
	.string()
	.max(100_000, 'form.tooLong')
	.transform((text, issues): unknown => {
		try {
			return JSON.parse(text)
		} catch {
			issues.addIssue({ code: 'custom', message: 'form.notADate' })
			return z.NEVER
		}
	})
	.pipe(z.array(specialRow).max(LIMITS.special, 'form.tooManyDays'))

/** A business calendar as its form and the interface give it; hours as `08:30–12:00, 13:00–17:30`, empty for a day off. */
export const calendarSchema = z
	.object({
		key: z
			.string()
			.trim()
			.regex(/^[a-z][a-z0-9_-]{0,59}$/, 'form.keyWrong')
			.refine((key) => key !== 'elapsed' && key !== 'business', 'form.keyWrong'),
		nameEn: name,
		nameZh: name,
		timeZone: z.string().max(60).refine(isTimeZone, 'form.chooseOne'),
		monday: hours,
		tuesday: hours,
		wednesday: hours,
		thursday: hours,
		friday: hours,
		saturday: hours,
		sunday: hours,
		special,
		isDefault: z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean()),
		/** Number of the version that the form was made from; absent for a new one. */
		version: z.preprocess(blankAsAbsent, z.coerce.number().int().optional()),
		reason: z.string().trim().max(500, 'form.tooLong').optional(),
	})
	.superRefine((one, issues) => {
		// Parts that were refused are not looked at again.
		if (one.special.some(({ from, to }) => !isLocalDate(from) || !isLocalDate(to))) return
		const problem = problemOf({ timeZone: one.timeZone, week: weekOf(one), special: one.special })
		if (problem === 'weekEmpty' || problem === 'weekShort')
			issues.addIssue({ code: 'custom', path: ['monday'], message: `form.${problem}` })
		else if (problem) issues.addIssue({ code: 'custom', path: ['special'], message: `form.${problem}` })
	})
export type CalendarInput = z.output<typeof calendarSchema>

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The hours of a week, Monday first. */
export const weekOf = (one: Pick<CalendarInput, (typeof WEEKDAYS)[number]>) => WEEKDAYS.map((day) => one[day])
