import { addWorkingDays, addWorkingTime, type Calendars, weekdaysIn } from '#app/core/business-calendar.ts'
import { momentOf, wallAt } from '#app/core/zoned-time.ts'

/** The parts of an ISO 8601 duration that workflows use; seconds and fractions are left out on purpose. */
export const DURATION_PATTERN =
	/^P(?!$)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A parsed duration: whole months, weeks and days, and hours and minutes in milliseconds. */
export interface Duration {
	readonly months: number
	readonly weeks: number
	readonly days: number
	readonly ms: number
}

const cache = new Map<string, Duration>()
const CACHED_DURATIONS = 500

/**
 * Reads an ISO 8601 duration such as `P1D`, `PT4H` or `P1Y6M`. The text must match `DURATION_PATTERN`, as the schema
 * ensures; any other is a bug and throws.
 */
export function parseDuration(text: string): Duration {
	const known = cache.get(text)
	if (known) return known
	const match = DURATION_PATTERN.exec(text)
	if (!match) throw new Error(`not a duration: ${text}`)
	const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0] = match.slice(1).map((n) => Number(n ?? 0))
	const duration = { months: years * 12 + months, weeks, days, ms: hours * HOUR_MS + minutes * MINUTE_MS }
	if (cache.size < CACHED_DURATIONS) cache.set(text, duration)
	return duration
}

/** Whether the duration is readable and not zero: a deadline of no length would fire before anybody can act. */
export function isLongerThanZero(text: string): boolean {
	if (!DURATION_PATTERN.test(text)) return false
	const { months, weeks, days, ms } = parseDuration(text)
	return months + weeks + days + ms > 0
}

/** The calendar that counts all time, and the tenant's own default; every other name is one of the tenant's calendars. */
export const ELAPSED = 'elapsed'
export const BUSINESS = 'business'

/** Where there is no tenant at hand. */
export const DEFAULT_CALENDARS: Calendars = { business: weekdaysIn('UTC') }

/** A month later on the wall, on the last day of the month where the day does not exist in it. */
function addMonths(wall: number, months: number): number {
	const at = new Date(wall)
	const moved = new Date(wall)
	moved.setUTCDate(1)
	moved.setUTCMonth(moved.getUTCMonth() + months)
	const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
	return moved.setUTCDate(Math.min(at.getUTCDate(), lastDay))
}

/**
 * When something due `after` a moment is due. On `elapsed` time a day is 24 hours and months are those of UTC. On a
 * business calendar (`business`, or one by its key; the tenant's default where that is gone) months pass on its wall, a
 * day is a working day, a week as many of them as an ordinary week has, and hours are worked ones, in this order.
 */
export function dueAt(
	start: Date,
	after: string,
	calendar: string = ELAPSED,
	calendars: Calendars = DEFAULT_CALENDARS,
): Date {
	const { months, weeks, days, ms } = parseDuration(after)
	if (calendar === ELAPSED) {
		const base = months === 0 ? start.getTime() : addMonths(start.getTime(), months)
		return new Date(base + (weeks * 7 + days) * DAY_MS + ms)
	}
	const business = calendars.named?.get(calendar) ?? calendars.business
	const { timeZone } = business.rule
	let at = start.getTime()
	if (months > 0) at = momentOf(timeZone, addMonths(wallAt(timeZone, at), months))
	const workingDays = weeks * business.daysAWeek + days
	if (workingDays > 0) at = addWorkingDays(business, at, workingDays)
	return new Date(addWorkingTime(business, at, ms))
}
