import { z } from 'zod'

/** A calendar date without time or zone, as `YYYY-MM-DD`, years 0001 to 9999. Text order is date order. */
export type LocalDate = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const MS_PER_DAY = 86_400_000

/** Whether the text is a date that exists: `2028-02-29` is, `2027-02-29` is not. */
export function isLocalDate(text: string): text is LocalDate {
	const match = SHAPE.exec(text)
	if (!match) return false
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** A date that exists, at the edge. */
export const localDateSchema = z.string().refine(isLocalDate, { error: 'not-a-date' })

/** Days in a month (1–12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
	return new Date(utcMillis(year, month + 1, 0)).getUTCDate()
}

/**
 * The date of three numbers. Throws a RangeError when there is no such date: check what people type with
 * `isLocalDate` first.
 */
export function localDateOf(year: number, month: number, day: number): LocalDate {
	const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
	if (!isLocalDate(text)) throw new RangeError(`There is no date ${text}`)
	return text
}

/** The date of the first, second … or last day of a year; undefined when the year has no such day. */
export function dateOfYearDay(year: number, dayOfYear: number): LocalDate | undefined {
	if (dayOfYear < 1) return undefined
	const date = addDays(localDateOf(year, 1, 1), dayOfYear - 1)
	return date.startsWith(localDateOf(year, 1, 1).slice(0, 5)) ? date : undefined
}

/** The date so many days later, or earlier when `days` is negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
	const moved = new Date(startOfDay(date) + days * MS_PER_DAY)
	return localDateOf(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
	return (startOfDay(to) - startOfDay(from)) / MS_PER_DAY
}

/** −1, 0 or 1, for sorting. */
export function compareLocalDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
	return a < b ? -1 : a > b ? 1 : 0
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The date that the calendar on the wall shows in an IANA time zone, such as `Asia/Shanghai`, at a moment. */
export function todayIn(timeZone: string, now: Date): LocalDate {
	let formatter = formatters.get(timeZone)
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
			timeZone,
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
		})
		formatters.set(timeZone, formatter)
	}
	const parts = new Map(formatter.formatToParts(now).map((part) => [part.type, Number(part.value)]))
	return localDateOf(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0)
}

/** The time of day, `HH:MM`, that a clock on the wall shows in an IANA time zone at a moment. */
export const timeIn = (timeZone: string, now: Date): string =>
	new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now)

/** Milliseconds of midnight UTC; `Date.UTC` alone would read years below 100 as 19xx. */
function utcMillis(year: number, month: number, day: number): number {
	return new Date(0).setUTCFullYear(year, month - 1, day)
}

function startOfDay(date: LocalDate): number {
	const match = SHAPE.exec(date)
	if (!match || !isLocalDate(date)) throw new RangeError(`Not a date: ${date}`)
	return utcMillis(Number(match[1]), Number(match[2]), Number(match[3]))
}
