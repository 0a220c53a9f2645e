import { daysInMonth, isLocalDate, type LocalDate, localDateOf } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/**
 * The date of six digits YYMMDD; day 00 is the last day of the month. `now` sets the window of years: 49 years back to
 * 50 years ahead of it. Errors: `wrong-date` when there is no such date or the text is not six digits.
 * Source: GS1 General Specifications, sections 3.4.2 and 7.12.
 */
export function parseGs1Date(text: string, now: Date = new Date()): Result<LocalDate, { code: 'wrong-date' }> {
	const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text)
	if (!match) return err({ code: 'wrong-date' })
	const year = fullYear(Number(match[1]), now)
	const month = Number(match[2])
	if (month < 1 || month > 12) return err({ code: 'wrong-date' })
	const day = Number(match[3]) === 0 ? daysInMonth(year, month) : Number(match[3])
	return day > daysInMonth(year, month) ? err({ code: 'wrong-date' }) : ok(localDateOf(year, month, day))
}

/**
 * Six digits YYMMDD for a date. Errors: `wrong-date` when it is no date, or so far from `now` that it would be read as
 * another century.
 */
export function formatGs1Date(date: LocalDate, now: Date = new Date()): Result<string, { code: 'wrong-date' }> {
	if (!isLocalDate(date)) return err({ code: 'wrong-date' })
	const text = date.slice(2).replaceAll('-', '')
	return fullYear(Number(text.slice(0, 2)), now) === Number(date.slice(0, 4)) ? ok(text) : err({ code: 'wrong-date' })
}

/**
 * The year that two digits mean: 51 or more above this year's two digits are the previous century, 50 or more below the
 * next one. Source: GS1 General Specifications, section 7.12, figure 7.12-1.
 */
export function fullYear(twoDigits: number, now: Date): number {
	const thisYear = now.getUTCFullYear()
	const century = thisYear - (thisYear % 100)
	const distance = twoDigits - (thisYear % 100)
	if (distance >= 51) return century - 100 + twoDigits
	if (distance <= -50) return century + 100 + twoDigits
	return century + twoDigits
}
