import { addDays, daysBetween, type LocalDate } from '#app/core/local-date.ts'

/*
 * Wall-clock arithmetic by the zone data of the platform (Intl); `Z`-like fixed offsets such as `+08:00` need none.
 * A moment is milliseconds since 1970 UTC. A wall time is milliseconds of the same date and time read as if it were UTC.
 */

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const FIXED = /^([+-])(\d{2}):(\d{2})$/
const FIRST_DAY: LocalDate = '1970-01-01'

const offsets = new Map<string, (moment: number) => number>()

function readOffset(timeZone: string): (moment: number) => number {
	if (timeZone === 'UTC') return () => 0
	const fixed = FIXED.exec(timeZone)
	if (fixed) {
		const ms = (Number(fixed[2]) * 60 + Number(fixed[3])) * MINUTE_MS
		return () => (fixed[1] === '-' ? -ms : ms)
	}
	const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	})
	return (moment) => {
		// A map is twice as slow, and this is asked for each deadline.
		let [year, month, day, hour, minute, second] = [0, 0, 0, 0, 0, 0]
		for (const { type, value } of format.formatToParts(moment)) {
			if (type === 'year') year = Number(value)
			else if (type === 'month') month = Number(value)
			else if (type === 'day') day = Number(value)
			else if (type === 'hour') hour = Number(value)
			else if (type === 'minute') minute = Number(value)
			else if (type === 'second') second = Number(value)
		}
		return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
	}
}

/**
 * How far the clocks of a zone are ahead of UTC at a moment, in milliseconds.
 * @throws RangeError for a zone that there is not.
 */
export function offsetAt(timeZone: string, moment: number): number {
	let offset = offsets.get(timeZone)
	if (!offset) {
		offset = readOffset(timeZone)
		offsets.set(timeZone, offset)
	}
	return offset(moment)
}

/** The wall time that clocks of a zone show at a moment. */
export const wallAt = (timeZone: string, moment: number): number => moment + offsetAt(timeZone, moment)

/** The moment at which the offset changes between two moments that have different ones. */
function changeBetween(timeZone: string, before: number, after: number): number {
	const first = offsetAt(timeZone, before)
	let [low, high] = [before, after]
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2)
		if (offsetAt(timeZone, middle) === first) low = middle
		else high = middle
	}
	return high
}

/**
 * The moment at which clocks of a zone show a wall time. Where clocks are put back and show it twice, the first of the
 * two; where they are put forward and never show it, the moment of the change. So a later wall time is never an earlier moment.
 */
export function momentOf(timeZone: string, wall: number): number {
	const before = offsetAt(timeZone, wall - DAY_MS)
	const after = offsetAt(timeZone, wall + DAY_MS)
	if (before === after || offsetAt(timeZone, wall - before) === before) return wall - before
	if (offsetAt(timeZone, wall - after) === after) return wall - after
	return changeBetween(timeZone, wall - after - 1, wall - before)
}

/**
 * The wall time of a moment as far as the day has come: in an hour that clocks show a second time, the end of that hour,
 * so that a later moment is never at an earlier time of day.
 */
export function reachedWall(timeZone: string, moment: number): number {
	const wall = wallAt(timeZone, moment)
	const first = momentOf(timeZone, wall)
	if (first >= moment) return wall
	const change = changeBetween(timeZone, first, moment)
	return wallAt(timeZone, change - 1) + 1
}

/** Days since 1 January 1970 of a date, and back. */
export const dayNumber = (date: LocalDate): number => daysBetween(FIRST_DAY, date)
export const dateOfDay = (day: number): LocalDate => addDays(FIRST_DAY, day)

/** Whether the platform knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
	try {
		offsetAt(name, 0)
		return true
	} catch {
		return false
	}
}
