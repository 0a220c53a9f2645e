import { fullYear } from '#app/core/gs1/gs1-date.ts'
import { dateOfYearDay, daysInMonth, type LocalDate, localDateOf } from '#app/core/local-date.ts'

/** Table 2 of the standard: the flag in front tells the order. The hour of the fourth and sixth form is left out. */
const FORMS = [
	/^(?<month>[01]\d)(?<year>\d\d)/,
	/^2(?<month>\d\d)(?<day>\d\d)(?<year>\d\d)/,
	/^3(?<year>\d\d)(?<month>\d\d)(?<day>\d\d)/,
	/^4(?<year>\d\d)(?<month>\d\d)(?<day>\d\d)\d\d/,
	/^5(?<year>\d\d)(?<yearDay>\d{3})/,
	/^6(?<year>\d\d)(?<yearDay>\d{3})\d\d/,
] as const

/**
 * Reads the expiry date at the start of the data after `$$` or `$$+`, and what follows it. No date (null) when the text is
 * empty or its flag is 7. Month and year alone mean the month's last day; two-digit years are read as GS1 does (*ours*:
 * the standard names no century). Undefined when there is no such date. Source: ANSI/HIBC 2.6, section 2.3, table 2.
 */
export function readHibcDate(text: string, now: Date): { date: LocalDate | null; rest: string } | undefined {
	if (text === '') return { date: null, rest: '' }
	if (text.startsWith('7')) return { date: null, rest: text.slice(1) }
	for (const form of FORMS) {
		const match = form.exec(text)
		if (!match) continue
		const date = dateOf(match.groups ?? {}, now)
		return date === undefined ? undefined : { date, rest: text.slice(match[0].length) }
	}
	return undefined
}

function dateOf(parts: { readonly [part: string]: string | undefined }, now: Date): LocalDate | undefined {
	const year = fullYear(Number(parts.year), now)
	if (parts.yearDay !== undefined) return dateOfYearDay(year, Number(parts.yearDay))
	const month = Number(parts.month)
	if (month < 1 || month > 12) return undefined
	const lastDay = daysInMonth(year, month)
	const day = parts.day === undefined ? lastDay : Number(parts.day)
	return day < 1 || day > lastDay ? undefined : localDateOf(year, month, day)
}
