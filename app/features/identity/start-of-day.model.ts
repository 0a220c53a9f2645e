import { type LocalDate, todayIn } from '#app/core/local-date.ts'

const HOUR_MS = 3_600_000

/**
 * The moment at which a date begins in an IANA time zone, to the quarter of an hour (zones are offset by quarters).
 * Where clocks jump over midnight it is the first moment that has this date.
 */
export function startOfDayIn(timeZone: string, date: LocalDate): Date {
	const noonUtc = new Date(`${date}T12:00:00Z`).getTime()
	// Zones lie between −12 and +14 hours: the first quarter with this date is within 26 hours before noon UTC.
	for (let at = noonUtc - 26 * HOUR_MS; ; at += HOUR_MS / 4) {
		const moment = new Date(at)
		if (todayIn(timeZone, moment) === date) return moment
	}
}
