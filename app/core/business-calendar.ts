import type { LocalDate } from '#app/core/local-date.ts'
import { dayNumber, momentOf, reachedWall, wallAt } from '#app/core/zoned-time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A stretch of a day that is worked, in minutes after midnight: `from` below `to`, `to` at most 1440. */
export type WorkingHours = { readonly from: number; readonly to: number }

/** Days that are not as the week says: off without hours (a holiday), worked with them (调休). Both dates included. */
export type SpecialDays = {
	readonly from: LocalDate
	readonly to: LocalDate
	readonly hours: readonly WorkingHours[]
}

/** When people work at a place. `week` has seven entries, Monday first; hours are in order and do not overlap. */
export type CalendarRule = {
	/** IANA name, `UTC`, or a fixed offset such as `+08:00`. */
	readonly timeZone: string
	readonly week: readonly (readonly WorkingHours[])[]
	readonly special: readonly SpecialDays[]
}

/** A worked stretch of one day: its wall times, and the moments at which clocks show them. */
type Span = { readonly wall: number; readonly wallEnd: number; readonly start: number; readonly end: number }

/** A calendar prepared for arithmetic. Make it once with `businessCalendar`; it remembers the days it has looked at. */
export type BusinessCalendar = {
	readonly rule: CalendarRule
	/** Working days of an ordinary week. */
	readonly daysAWeek: number
	/** The worked stretches of a day, by its number since 1970; none on a day off. */
	readonly spansOf: (day: number) => readonly Span[]
}

const NONE: readonly Span[] = []
const REMEMBERED = 5_000
/** Days that are looked at for the next working one; a rule that has none for so long is refused beforehand. */
const LOOK_AHEAD = 1_500

/** The hours of a date by the rule: those of special days, else those of its weekday. */
export function hoursOn(rule: CalendarRule, day: number): readonly WorkingHours[] {
	const found = rule.special.find(({ from, to }) => day >= dayNumber(from) && day <= dayNumber(to))
	if (found) return found.hours
	// Day 0 was a Thursday.
	return rule.week[(((day + 3) % 7) + 7) % 7] ?? []
}

/**
 * Prepares a rule for arithmetic.
 * @throws when no weekday is worked: a deadline would never come.
 */
export function businessCalendar(rule: CalendarRule): BusinessCalendar {
	const daysAWeek = rule.week.filter((hours) => hours.length > 0).length
	if (daysAWeek === 0) throw new Error('a business calendar needs a working weekday')
	const special = new Map<number, readonly WorkingHours[]>()
	for (const { from, to, hours } of rule.special)
		for (let day = dayNumber(from); day <= dayNumber(to); day += 1) special.set(day, hours)
	const known = new Map<number, readonly Span[]>()
	const read = (day: number): readonly Span[] => {
		const hours = special.get(day) ?? rule.week[(((day + 3) % 7) + 7) % 7] ?? []
		if (hours.length === 0) return NONE
		return hours
			.map(({ from, to }): Span => {
				const wall = day * DAY_MS + from * MINUTE_MS
				const wallEnd = day * DAY_MS + to * MINUTE_MS
				return { wall, wallEnd, start: momentOf(rule.timeZone, wall), end: momentOf(rule.timeZone, wallEnd) }
			})
			.filter(({ start, end }) => start < end)
	}
	const spansOf = (day: number) => {
		const found = known.get(day)
		if (found) return found
		const spans = read(day)
		if (known.size < REMEMBERED) known.set(day, spans)
		return spans
	}
	return { rule, daysAWeek, spansOf }
}

type Place = { readonly day: number; readonly at: number; readonly spans: readonly Span[] }

const dayOf = (timeZone: string, moment: number) => Math.floor(wallAt(timeZone, moment) / DAY_MS)

function nextWorkingDay(calendar: BusinessCalendar, from: number): { day: number; spans: readonly Span[] } {
	for (let day = from; day < from + LOOK_AHEAD; day += 1) {
		const spans = calendar.spansOf(day)
		if (spans.length > 0) return { day, spans }
	}
	throw new Error('no day is worked for years')
}

/** Where work goes on at a moment or, where nobody works, next after it. */
function placeAt(calendar: BusinessCalendar, moment: number): Place {
	const today = dayOf(calendar.rule.timeZone, moment)
	const spans = calendar.spansOf(today)
	const span = spans.find(({ end }) => end > moment)
	if (span) return { day: today, at: Math.max(moment, span.start), spans }
	const next = nextWorkingDay(calendar, today + 1)
	return { ...next, at: next.spans[0]?.start ?? moment }
}

const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { wall, wallEnd }) => sum + wallEnd - wall, 0)

/** How much of a day's work lies before a moment in it, by the clock on the wall. */
function workedBy(timeZone: string, { at, spans }: Place): number {
	const wall = reachedWall(timeZone, at)
	return spans.reduce((sum, span) => sum + Math.max(0, Math.min(wall, span.wallEnd) - span.wall), 0)
}

/** The wall time at which so much of a day's work is done. */
function wallAfter(spans: readonly Span[], worked: number): number {
	let left = worked
	for (const span of spans) {
		if (left < span.wallEnd - span.wall) return span.wall + left
		left -= span.wallEnd - span.wall
	}
	return spans.at(-1)?.wallEnd ?? 0
}

/**
 * So many working days later: at the same time of day where both days have the same hours, else when as large a share of
 * the day's work is done. Clocks that are put forward or back in between change nothing. From outside working hours it
 * counts from the next opening.
 */
export function addWorkingDays(calendar: BusinessCalendar, moment: number, days: number): number {
	const { timeZone } = calendar.rule
	const from = placeAt(calendar, moment)
	if (days === 0) return from.at
	let target: { day: number; spans: readonly Span[] } = from
	for (let left = days; left > 0; left -= 1) target = nextWorkingDay(calendar, target.day + 1)
	const worked = workedBy(timeZone, from)
	const [whole, there] = [lengthOf(from.spans), lengthOf(target.spans)]
	const share = whole === there ? worked : Math.round((worked / whole) * there)
	return momentOf(timeZone, wallAfter(target.spans, share))
}

/** The moment at which so much time has been worked, in milliseconds that really pass. */
export function addWorkingTime(calendar: BusinessCalendar, moment: number, ms: number): number {
	if (ms === 0) return moment
	let { day, at, spans } = placeAt(calendar, moment)
	let left = ms
	for (;;) {
		for (const span of spans) {
			const start = Math.max(at, span.start)
			if (start >= span.end) continue
			if (left <= span.end - start) return start + left
			left -= span.end - start
		}
		;({ day, spans } = nextWorkingDay(calendar, day + 1))
		at = spans[0]?.start ?? at
	}
}

/** The business calendars of a tenant. */
export type Calendars = {
	/** The one that counts where none is named. */
	readonly business: BusinessCalendar
	/** All of them, by their key. */
	readonly named?: ReadonlyMap<string, BusinessCalendar>
}

const WHOLE_DAY: readonly WorkingHours[] = [{ from: 0, to: 1440 }]

/** Monday to Friday, whole days, in a time zone: what counts where a tenant has set nothing else. */
export const weekdaysIn = (timeZone: string): BusinessCalendar =>
	businessCalendar({ timeZone, week: [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? WHOLE_DAY : [])), special: [] })
