import { addDays, type LocalDate, todayIn } from '#app/core/local-date.ts'

/** The dates of the demo, counted from the day on which it is filled. */
export type DemoCalendar = {
	today: LocalDate
	now: Date
	/** The date so many days from today; negative is past. */
	day: (offset: number) => LocalDate
	/** The moment of a wall-clock time so many days from today; never later than now. */
	at: (offset: number, time?: string) => Date
	/** A moment that may lie ahead. */
	ahead: (offset: number, time?: string) => Date
	/** `26-1107` for 7 November 2026: how lot and record codes begin. */
	stamp: (offset: number) => string
	/** The year of that day in two digits. */
	year: (offset: number) => string
}

/** Both demo companies are in China, which has one time zone and no summer time. */
export const DEMO_TIME_ZONE = 'Asia/Shanghai'
export const DEMO_OFFSET = '+08:00'

/** The calendar of a demo filled at `now`. */
export function demoCalendar(now: Date): DemoCalendar {
	const today = todayIn(DEMO_TIME_ZONE, now)
	const day = (offset: number) => addDays(today, offset)
	const ahead = (offset: number, time = '09:00') => new Date(`${day(offset)}T${time}:00.000${DEMO_OFFSET}`)
	return {
		today,
		now,
		day,
		ahead,
		at: (offset, time) => new Date(Math.min(ahead(offset, time).getTime(), now.getTime())),
		stamp: (offset) => `${day(offset).slice(2, 4)}-${day(offset).slice(5, 7)}${day(offset).slice(8, 10)}`,
		year: (offset) => day(offset).slice(2, 4),
	}
}
