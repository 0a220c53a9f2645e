import { z } from 'zod'
import { err, ok, type Result } from '#app/core/result.ts'

/** A span of time in calendar parts, each a whole number that is not negative. */
export interface Duration {
	readonly years: number
	readonly months: number
	readonly weeks: number
	readonly days: number
	readonly hours: number
	readonly minutes: number
	readonly seconds: number
}

const SHAPE =
	/^P(?=[\dT])(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/**
 * Reads an ISO 8601-1 duration, such as `P1D`, `PT4H`, `P2W` or `P1Y6M`. Whole numbers of up to six digits.
 * Errors: `not-a-duration` for anything else, fractions and negative spans included.
 */
export function parseDuration(text: string): Result<Duration, { code: 'not-a-duration' }> {
	const match = SHAPE.exec(text)
	if (!match) return err({ code: 'not-a-duration' })
	const part = (index: number) => Number(match[index] ?? 0)
	return ok({
		years: part(1),
		months: part(2),
		weeks: part(3),
		days: part(4),
		hours: part(5),
		minutes: part(6),
		seconds: part(7),
	})
}

/** An ISO 8601 duration as text, at the edge. */
export const durationSchema = z.string().refine((text) => parseDuration(text).ok, { error: 'not-a-duration' })

/**
 * The moment after a span of time, on the UTC calendar: a day is 24 hours, and a month later than 31 January is the
 * last day of February. Throws a RangeError beyond the moments that a Date can hold.
 */
export function addDuration(date: Date, duration: Duration): Date {
	const moved = new Date(date)
	const day = moved.getUTCDate()
	moved.setUTCDate(1)
	moved.setUTCMonth(moved.getUTCMonth() + duration.years * 12 + duration.months)
	const lastDay = new Date(moved)
	lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0)
	moved.setUTCDate(Math.min(day, lastDay.getUTCDate()))
	const seconds = (duration.hours * 60 + duration.minutes) * 60 + duration.seconds
	moved.setTime(moved.getTime() + ((duration.weeks * 7 + duration.days) * 86_400 + seconds) * 1000)
	if (Number.isNaN(moved.getTime())) throw new RangeError('The duration leads beyond the last date there is')
	return moved
}
