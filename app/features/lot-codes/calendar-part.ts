import { addDays, daysBetween, type LocalDate } from '#app/core/local-date.ts'
import type { DateForm } from './pattern.model.ts'

/** January to December; I is left out, since it is read for 1. */
const MONTH_LETTERS = 'ABCDEFGHJKLM'

/** The year and week of a date, Monday to Sunday; week 1 has the year's first Thursday. Source: ISO 8601-1, 3.1.1.23. */
export function isoWeekOf(date: LocalDate): { year: string; week: number } {
	// 1 January 0001 of the Gregorian calendar is a Monday.
	const weekday = daysBetween('0001-01-01', date) % 7
	const thursday = addDays(date, 3 - weekday)
	const year = thursday.slice(0, 4)
	return { year, week: Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1 }
}

/** A part of a date as a lot code writes it, such as `327` for the day of the year of 2026-11-23. */
export function writeDatePart(form: DateForm, date: LocalDate): string {
	const [year = '', month = '', day = ''] = date.split('-')
	switch (form) {
		case 'YYYY':
			return year
		case 'YY':
			return year.slice(2)
		case 'MM':
			return month
		case 'ML':
			return MONTH_LETTERS.charAt(Number(month) - 1)
		case 'DD':
			return day
		case 'DDD':
			return String(daysBetween(`${year}-01-01`, date) + 1).padStart(3, '0')
		case 'GGGG':
			return isoWeekOf(date).year
		case 'GG':
			return isoWeekOf(date).year.slice(2)
		case 'WW':
			return String(isoWeekOf(date).week).padStart(2, '0')
	}
}

/** What a part of a date can look like at all. */
export const DATE_SHAPES: Record<DateForm, string> = {
	YYYY: '\\d{4}',
	YY: '\\d{2}',
	MM: '(?:0[1-9]|1[0-2])',
	ML: `[${MONTH_LETTERS}]`,
	DD: '(?:0[1-9]|[12]\\d|3[01])',
	DDD: '(?:[0-2]\\d\\d|3[0-5]\\d|36[0-6])',
	GGGG: '\\d{4}',
	GG: '\\d{2}',
	WW: '(?:0[1-9]|[1-4]\\d|5[0-3])',
}
