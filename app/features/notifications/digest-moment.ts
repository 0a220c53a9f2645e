import { addDays, todayIn } from '#app/core/local-date.ts'
import type { Preference } from './preference.model.ts'

const partsIn = (timeZone: string) =>
	new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
	})

/** What a clock on the wall shows at a moment, counted in milliseconds as if it were UTC. */
function wallMillis(timeZone: string, at: number): number {
	const parts = new Map(
		partsIn(timeZone)
			.formatToParts(new Date(at))
			.map((part) => [part.type, Number(part.value)]),
	)
	const of = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => parts.get(name) ?? 0
	return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'))
}

/** The moment at which it is that hour of that day in a time zone; the one after where clocks jump over it. */
export function momentIn(timeZone: string, date: string, hour: number): Date {
	const wanted = Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00Z`)
	const first = wanted - (wallMillis(timeZone, wanted) - wanted)
	return new Date(first + (wanted - wallMillis(timeZone, first)))
}

/** A digest that is due: its name, of which there is one, and what it gathers: everything before `until`. */
export type DueDigest = { period: string; until: Date }

/** ISO weekday of a date: 1 is Monday. */
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

/** The latest digest whose hour has struck for a person; null where they get none. */
export function dueDigest(
	preference: Pick<Preference, 'digest' | 'digestHour' | 'digestDay' | 'timeZone'>,
	now: Date,
): DueDigest | null {
	const { digest, digestHour, digestDay, timeZone } = preference
	if (digest === 'off') return null
	const today = todayIn(timeZone, now)
	const back = digest === 'daily' ? 0 : (weekday(today) - digestDay + 7) % 7
	const date = addDays(today, -back)
	const until = momentIn(timeZone, date, digestHour)
	if (until <= now) return { period: `${digest}:${date}`, until }
	const before = addDays(date, digest === 'daily' ? -1 : -7)
	return { period: `${digest}:${before}`, until: momentIn(timeZone, before, digestHour) }
}
