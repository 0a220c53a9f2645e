/** The parts of an ISO 8601 duration that workflows use; seconds and fractions are left out on purpose. */
export const DURATION_PATTERN =
	/^P(?!$)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A parsed duration: whole months, weeks, and the rest in milliseconds. */
export interface Duration {
	readonly months: number
	readonly weeks: number
	readonly ms: number
}

/** Days on which time counts for `business` deadlines. Build it once with `businessCalendar`. */
export interface BusinessCalendar {
	readonly weekdays: ReadonlySet<number>
	readonly daysOff: ReadonlySet<number>
	readonly extraDays: ReadonlySet<number>
	readonly utcOffsetMs: number
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
	const duration = { months: years * 12 + months, weeks, ms: days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS }
	if (cache.size < CACHED_DURATIONS) cache.set(text, duration)
	return duration
}

/** Whether the duration is readable and not zero: a deadline of no length would fire before anybody can act. */
export function isLongerThanZero(text: string): boolean {
	if (!DURATION_PATTERN.test(text)) return false
	const { months, weeks, ms } = parseDuration(text)
	return months + weeks + ms > 0
}

const dayNumber = (isoDate: string) => Math.floor(Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS)

/**
 * The working days of a place. `weekdays` are ISO numbers, Monday 1 to Sunday 7; `daysOff` and `extraDays` are ISO dates
 * (`extraDays` are weekend days that are worked, 调休); `utcOffsetMinutes` says when the day begins there.
 */
export function businessCalendar(options: {
	weekdays?: readonly number[]
	daysOff?: readonly string[]
	extraDays?: readonly string[]
	utcOffsetMinutes?: number
}): BusinessCalendar {
	const { weekdays = [1, 2, 3, 4, 5], daysOff = [], extraDays = [], utcOffsetMinutes = 0 } = options
	if (weekdays.length === 0) throw new Error('a business calendar needs a working weekday')
	return {
		weekdays: new Set(weekdays),
		daysOff: new Set(daysOff.map(dayNumber)),
		extraDays: new Set(extraDays.map(dayNumber)),
		utcOffsetMs: utcOffsetMinutes * MINUTE_MS,
	}
}

/** Monday to Friday, in UTC: what counts where a tenant has set nothing else. */
export const DEFAULT_CALENDAR = businessCalendar({})

/** Day 0 (1 January 1970) was a Thursday, ISO weekday 4. */
const isWorkingDay = (day: number, calendar: BusinessCalendar) =>
	calendar.extraDays.has(day) || (calendar.weekdays.has(((((day + 3) % 7) + 7) % 7) + 1) && !calendar.daysOff.has(day))

/** A calendar month later, on the last day of the month where the day does not exist in it. */
function addMonths(at: Date, months: number): Date {
	if (months === 0) return at
	const moved = new Date(at)
	moved.setUTCDate(1)
	moved.setUTCMonth(moved.getUTCMonth() + months)
	const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
	moved.setUTCDate(Math.min(at.getUTCDate(), lastDay))
	return moved
}

/** Business time is elapsed time with the days off cut out; 24 h of it are one working day. */
function addBusinessTime(fromMs: number, ms: number, calendar: BusinessCalendar): number {
	let local = fromMs + calendar.utcOffsetMs
	let left = ms
	for (;;) {
		const day = Math.floor(local / DAY_MS)
		const midnight = (day + 1) * DAY_MS
		if (!isWorkingDay(day, calendar)) {
			local = midnight
			continue
		}
		if (left <= midnight - local) return local + left - calendar.utcOffsetMs
		left -= midnight - local
		local = midnight
	}
}

/**
 * When something due `after` a moment is due. With `business`, days off do not count, and a week is as many working days
 * as the calendar has in a week; months and years are always calendar ones.
 */
export function dueAt(
	start: Date,
	after: string,
	kind: 'business' | 'elapsed' = 'elapsed',
	calendar: BusinessCalendar = DEFAULT_CALENDAR,
): Date {
	const { months, weeks, ms } = parseDuration(after)
	const base = addMonths(start, months).getTime()
	if (kind === 'elapsed') return new Date(base + weeks * 7 * DAY_MS + ms)
	return new Date(addBusinessTime(base, weeks * calendar.weekdays.size * DAY_MS + ms, calendar))
}
