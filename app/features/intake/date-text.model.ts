import { addDays, daysInMonth, isLocalDate, type LocalDate, localDateOf } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { cleanValue } from './clean-value.model.ts'

/** How a date is written. `excel-serial` is the day number that spreadsheet programs store. */
export type DateStyle = 'ymd' | 'dmy' | 'mdy' | 'chinese' | 'month-name' | 'excel-serial'
/** Which of day and month comes first in a column; `unknown` when nothing in it tells. */
export type DayMonthOrder = 'dmy' | 'mdy' | 'unknown'
/** How the dates of one column are to be read. */
export type DateReading = { dayMonth: DayMonthOrder; excelSerial: boolean }

/**
 * `not-a-date`; `impossible-date`: 31 February; `ambiguous-date`: 03/04/2026 in a column that does not tell day from
 * month (both readings in `readings`); `incomplete-date`: only year and month.
 */
type DateError = {
	code: 'not-a-date' | 'impossible-date' | 'ambiguous-date' | 'incomplete-date'
	suggestion?: LocalDate
	readings?: [LocalDate, LocalDate]
}

type DateParts =
	| { style: 'ymd' | 'chinese' | 'month-name'; year: number; month: number; day: number }
	| { style: 'day-month'; first: number; second: number; last: number; sign: string; hasFullYear: boolean }
	| { style: 'excel-serial'; serial: number }
	| { style: 'year-month'; year: number; month: number }

const TIME = /[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2})?$/iu
/** First three or four letters of the months in English, German and French, without accents. */
const MONTHS = [
	'jan janv',
	'feb fev fevr',
	'mar mrz maer mars',
	'apr avr',
	'may mai',
	'jun juin',
	'jul juil',
	'aug aout',
	'sep sept',
	'oct okt',
	'nov',
	'dec dez',
].map((names) => names.split(' '))

/**
 * Reads a calendar date as suppliers write it: `2026-11-09`, `2026/11/9`, `20261109`, `2026年11月9日`, `09.11.2026`,
 * `9 Nov 2026`, with a time behind it or not (the date as written counts, whatever the zone). Two-digit years are 20yy.
 * Errors: as in `DateError`; `suggestion` is the last day of the month for `impossible-date` and `incomplete-date`.
 */
export function parseDate(text: string, reading: DateReading): Result<LocalDate, DateError> {
	const parts = dateParts(text)
	if (!parts) return err({ code: 'not-a-date' })
	switch (parts.style) {
		case 'year-month':
			return err({ code: 'incomplete-date', ...lastDay(parts.year, parts.month) })
		case 'excel-serial':
			return reading.excelSerial ? ok(dateOfSerial(parts.serial)) : err({ code: 'not-a-date' })
		case 'day-month':
			return dayMonthDate(parts, reading.dayMonth)
		default:
			return existing(parts.year, parts.month, parts.day)
	}
}

/** The parts of a date before deciding whether it exists; null when the text is no date. */
export function dateParts(text: string): DateParts | null {
	const cleaned = cleanValue(text)
	if (!/\d/u.test(cleaned) || cleaned.length > 60) return null
	const value = cleaned.includes(':') ? cleaned.replace(TIME, '').trim() : cleaned
	if (value.length < 5 || value.length > 30) return null
	return numericParts(value) ?? namedMonthParts(value)
}

function numericParts(value: string): DateParts | null {
	const ymd =
		/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/u.exec(value) ?? /^((?:19|20)\d{2})()(\d{2})(\d{2})$/u.exec(value)
	if (ymd) return { style: 'ymd', year: Number(ymd[1]), month: Number(ymd[3]), day: Number(ymd[4]) }
	const chinese = /^(\d{2}|\d{4})\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号]?)?$/u.exec(value)
	if (chinese?.[3])
		return { style: 'chinese', year: fullYear(chinese[1]), month: Number(chinese[2]), day: Number(chinese[3]) }
	if (chinese) return { style: 'year-month', year: fullYear(chinese[1]), month: Number(chinese[2]) }
	const short = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$/u.exec(value)
	if (short) {
		const [, first, sign = '', second, year] = short
		const hasFullYear = year?.length === 4
		return { style: 'day-month', first: Number(first), second: Number(second), last: fullYear(year), sign, hasFullYear }
	}
	const yearMonth = /^(\d{4})[-/.](\d{1,2})$/u.exec(value)
	if (yearMonth) return { style: 'year-month', year: Number(yearMonth[1]), month: Number(yearMonth[2]) }
	const monthYear = /^(\d{1,2})[-/.](\d{4})$/u.exec(value)
	if (monthYear) return { style: 'year-month', year: Number(monthYear[2]), month: Number(monthYear[1]) }
	// 20000 is in 1954 and 80000 in 2119: dates that a lot can have.
	const serial = /^([2-7]\d{4})(?:\.\d+)?$/u.exec(value)
	return serial ? { style: 'excel-serial', serial: Number(serial[1]) } : null
}

function namedMonthParts(value: string): DateParts | null {
	const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
	const dayFirst = /^(\d{1,2})[-\s./]*([a-z]{3,9})[-\s./,]*(\d{4}|\d{2})$/u.exec(plain)
	const monthFirst = /^([a-z]{3,9})[-\s./]*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})$/u.exec(plain)
	const yearFirst = /^(\d{4})[-\s./]+([a-z]{3,9})[-\s./]+(\d{1,2})$/u.exec(plain)
	const [day, name, year] = dayFirst
		? [dayFirst[1], dayFirst[2], dayFirst[3]]
		: monthFirst
			? [monthFirst[2], monthFirst[1], monthFirst[3]]
			: [yearFirst?.[3], yearFirst?.[2], yearFirst?.[1]]
	const month = monthOfName(name)
	return month === 0 ? null : { style: 'month-name', year: fullYear(year), month, day: Number(day) }
}

function monthOfName(name: string | undefined): number {
	if (name === undefined) return 0
	const exact = MONTHS.findIndex((names) => names.some((known) => known === name))
	if (exact >= 0) return exact + 1
	return MONTHS.findIndex((names) => names.some((known) => known.length >= 3 && name.startsWith(known))) + 1
}

function dayMonthDate(parts: DateParts & { style: 'day-month' }, order: DayMonthOrder): Result<LocalDate, DateError> {
	const { first, second, last } = parts
	if (order === 'dmy') return existing(last, second, first)
	if (order === 'mdy') return existing(last, first, second)
	// 26/10/28 may also be 28 October 2026: two-digit years come first in many Chinese lists.
	const yearFirst = parts.hasFullYear || parts.sign === '.' ? [] : [existing(2000 + first, second, last % 100)]
	const tries = [existing(last, second, first), existing(last, first, second), ...yearFirst]
	const readings = [...new Set(tries.filter((tried) => tried.ok).map((tried) => tried.value))]
	const [one, other] = readings
	if (one !== undefined && other !== undefined) return err({ code: 'ambiguous-date', readings: [one, other] })
	return one === undefined ? existing(last, second, first) : ok(one)
}

function existing(year: number, month: number, day: number): Result<LocalDate, DateError> {
	const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
	if (isLocalDate(text)) return ok(text)
	return err({ code: 'impossible-date', ...(day <= 31 ? lastDay(year, month) : {}) })
}

function lastDay(year: number, month: number): { suggestion?: LocalDate } {
	if (year < 1 || month < 1 || month > 12) return {}
	return { suggestion: localDateOf(year, month, daysInMonth(year, month)) }
}

/** Day 1 is 1900-01-01 in the 1900 date system; counting from 1899-12-30 absorbs its 29 February 1900. ECMA-376-1, 18.17.4.1. */
function dateOfSerial(serial: number): LocalDate {
	return addDays('1899-12-30', Math.floor(serial))
}

function fullYear(text: string | undefined): number {
	const year = Number(text)
	return text?.length === 2 ? 2000 + year : year
}
