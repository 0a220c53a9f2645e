import { type CalendarRule, hoursOn, type WorkingHours } from '#app/core/business-calendar.ts'
import type { LocalDate } from '#app/core/local-date.ts'
import { dayNumber } from '#app/core/zoned-time.ts'

/** Days that are not as the week says, and why: `国庆节`. */
export type NamedDays = { from: LocalDate; to: LocalDate; name: string; hours: readonly WorkingHours[] }

/** A rule as it is kept: its special days have names. */
export type CalendarContent = Omit<CalendarRule, 'special'> & { special: readonly NamedDays[] }

export const LIMITS = { hoursADay: 4, special: 400, daysOff: 1_000, calendars: 50 } as const
/** Less is a slip: a deadline of some hours would be years away. */
export const FEWEST_HOURS_A_WEEK = 4

const TIME = /^([01]?\d|2[0-4])[:：]([0-5]\d)$/

function minutesOf(text: string): number | null {
	const match = TIME.exec(text.trim())
	if (!match) return null
	const minutes = Number(match[1]) * 60 + Number(match[2])
	return minutes <= 1440 ? minutes : null
}

const clock = (minutes: number): string =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours as people write them: `08:30–12:00, 13:00–17:30`; empty for a day off. */
export const writeHours = (hours: readonly WorkingHours[]): string =>
	hours.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')

/**
 * Reads hours as people type them: stretches with a comma between, their ends with a dash, `~` or 至; nothing is a day off.
 * Null where they cannot be read, overlap, are out of order, or are more than four.
 */
export function readHours(text: string): WorkingHours[] | null {
	const parts = text
		.split(/[,，;；、]/)
		.map((part) => part.trim())
		.filter(Boolean)
	if (parts.length > LIMITS.hoursADay) return null
	const hours: WorkingHours[] = []
	for (const part of parts) {
		const [first, second, ...more] = part.split(/[-–—~～至]/)
		const [from, to] = [minutesOf(first ?? ''), minutesOf(second ?? '')]
		if (more.length > 0 || from === null || to === null || from >= to) return null
		if (from < (hours.at(-1)?.to ?? 0)) return null
		hours.push({ from, to })
	}
	return hours
}

/** What a date is to people: an ordinary working day or day off, a holiday, or a day that is worked for one (调休). */
export type DayKind = 'working' | 'off' | 'holiday' | 'extra'

export function kindOfDay(content: CalendarContent, date: LocalDate): { kind: DayKind; name: string | null } {
	const found = content.special.find(({ from, to }) => date >= from && date <= to)
	if (found) return { kind: found.hours.length > 0 ? 'extra' : 'holiday', name: found.name }
	return { kind: hoursOn(content, dayNumber(date)).length > 0 ? 'working' : 'off', name: null }
}

/** Why a calendar cannot be kept; each is a key of its texts. */
export type ContentProblem = 'weekEmpty' | 'weekShort' | 'daysOverlap' | 'tooManyDaysOff'

/** What is wrong with a calendar as a whole; its parts are well-formed. Null where it may be kept. */
export function problemOf(content: CalendarContent): ContentProblem | null {
	const minutes = content.week.flat().reduce((sum, { from, to }) => sum + to - from, 0)
	if (minutes === 0) return 'weekEmpty'
	if (minutes < FEWEST_HOURS_A_WEEK * 60) return 'weekShort'
	const days = [...content.special].sort((a, b) => (a.from < b.from ? -1 : 1))
	if (days.some(({ from }, index) => index > 0 && from <= (days[index - 1]?.to ?? ''))) return 'daysOverlap'
	const off = days.reduce(
		(sum, { from, to, hours }) => sum + (hours.length > 0 ? 0 : dayNumber(to) - dayNumber(from) + 1),
		0,
	)
	return off > LIMITS.daysOff ? 'tooManyDaysOff' : null
}
