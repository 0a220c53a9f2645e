import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	addWorkingDays,
	addWorkingTime,
	type BusinessCalendar,
	businessCalendar,
	type CalendarRule,
	hoursOn,
} from '#app/core/business-calendar.ts'
import { dateOfDay, dayNumber, wallAt } from '#app/core/zoned-time.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string) => Date.parse(text)
const iso = (moment: number) => new Date(moment).toISOString().slice(0, 16)

const EIGHT = [
	{ from: 8 * 60, to: 12 * 60 },
	{ from: 13 * 60, to: 17 * 60 },
]
const SHORT = [{ from: 8 * 60, to: 12 * 60 }]
const WHOLE = [{ from: 0, to: 1440 }]
const week = (hours: CalendarRule['week'][number]) => [hours, hours, hours, hours, hours, [], []]
const calendar = (timeZone: string, hours = EIGHT, special: CalendarRule['special'] = []): BusinessCalendar =>
	businessCalendar({ timeZone, week: week(hours), special })
const everyDay = (timeZone: string) => businessCalendar({ timeZone, week: Array(7).fill(WHOLE), special: [] })

test.each([
	['within the morning', '2026-11-23T08:30Z', 2, '2026-11-23T10:30'],
	['over lunch', '2026-11-23T11:00Z', 2, '2026-11-23T14:00'],
	['up to the end of the day', '2026-11-23T08:00Z', 8, '2026-11-23T17:00'],
	['into the next day', '2026-11-23T16:00Z', 2, '2026-11-24T09:00'],
	['from the evening', '2026-11-23T20:00Z', 1, '2026-11-24T09:00'],
	['over the weekend', '2026-11-20T16:30Z', 1, '2026-11-23T08:30'],
	['from a Sunday', '2026-11-22T10:00Z', 8, '2026-11-23T17:00'],
])('hours that are worked: %s', (_, start, hours, due) => {
	expect(iso(addWorkingTime(calendar('UTC'), at(start), hours * HOUR))).toBe(due)
})

test.each([
	['the same time the day after', '2026-11-23T10:15Z', 1, '2026-11-24T10:15'],
	['over the weekend', '2026-11-20T10:15Z', 1, '2026-11-23T10:15'],
	['a week of five', '2026-11-20T10:15Z', 5, '2026-11-27T10:15'],
	['from the evening: the next opening counts', '2026-11-23T20:00Z', 1, '2026-11-25T08:00'],
	['from lunch', '2026-11-23T12:30Z', 1, '2026-11-24T13:00'],
])('days that are worked: %s', (_, start, days, due) => {
	expect(iso(addWorkingDays(calendar('UTC'), at(start), days))).toBe(due)
})

test('a day is as much of a shorter day as is done of a longer one', () => {
	const friday = businessCalendar({ timeZone: 'UTC', week: [EIGHT, EIGHT, EIGHT, EIGHT, SHORT, [], []], special: [] })
	// Thursday at 13:00: half is done; half of Friday is done at 10:00.
	expect(iso(addWorkingDays(friday, at('2026-11-26T13:00Z'), 1))).toBe('2026-11-27T10:00')
	expect(iso(addWorkingDays(friday, at('2026-11-27T10:00Z'), 1))).toBe('2026-11-30T13:00')
})

test('public holidays of China: the week off, and the Sunday and Saturday that are worked for it', () => {
	// National Day 2026: 1 to 7 October off; 20 September (Sunday) and 10 October (Saturday) worked.
	const china = calendar('Asia/Shanghai', EIGHT, [
		{ from: '2026-09-20', to: '2026-09-20', hours: EIGHT },
		{ from: '2026-10-01', to: '2026-10-07', hours: [] },
		{ from: '2026-10-10', to: '2026-10-10', hours: EIGHT },
	])
	// 10:00 in Shanghai is 02:00 UTC.
	expect(iso(addWorkingDays(china, at('2026-09-18T02:00Z'), 1))).toBe('2026-09-20T02:00')
	expect(iso(addWorkingDays(china, at('2026-09-30T02:00Z'), 1))).toBe('2026-10-08T02:00')
	expect(iso(addWorkingDays(china, at('2026-10-09T02:00Z'), 1))).toBe('2026-10-10T02:00')
	expect(iso(addWorkingTime(china, at('2026-09-30T08:00Z'), 2 * HOUR))).toBe('2026-10-08T01:00')
	expect(hoursOn(china.rule, dayNumber('2026-10-03'))).toEqual([])
	expect(hoursOn(china.rule, dayNumber('2026-10-10'))).toEqual(EIGHT)
})

test.each([
	// The day before, the day of 23 or 25 hours, the day after, at ten by the clock on the wall.
	['Europe/Berlin', '2026-03-28T09:00Z', '2026-03-29T08:00'],
	['Europe/Berlin', '2026-10-24T08:00Z', '2026-10-25T09:00'],
	['America/New_York', '2026-03-07T15:00Z', '2026-03-08T14:00'],
	['America/New_York', '2026-10-31T14:00Z', '2026-11-01T15:00'],
])('a working day over a change of clocks in %s keeps the time of day', (zone, start, due) => {
	expect(iso(addWorkingDays(everyDay(zone), at(start), 1))).toBe(due)
})

test.each([
	['Europe/Berlin', '2026-03-28T23:00Z', 23],
	['Europe/Berlin', '2026-10-24T22:00Z', 25],
	['America/New_York', '2026-03-08T05:00Z', 23],
	['America/New_York', '2026-11-01T04:00Z', 25],
])(
	'the day of the change in %s, worked from midnight to midnight, has the hours that pass in it',
	(zone, midnight, hours) => {
		const alone = businessCalendar({ timeZone: zone, week: [[], [], [], [], [], [], WHOLE], special: [] })
		expect(addWorkingTime(alone, at(midnight), hours * HOUR)).toBe(at(midnight) + hours * HOUR)
		// An hour more is the first of the Sunday after.
		const next = addWorkingTime(alone, at(midnight), (hours + 1) * HOUR)
		expect(new Date(wallAt(zone, next)).toISOString().slice(11, 16)).toBe('01:00')
		expect(next - at(midnight)).toBeGreaterThan(6 * DAY)
	},
)

test('29 February is a day like others', () => {
	expect(iso(addWorkingDays(calendar('UTC'), at('2028-02-28T10:00Z'), 1))).toBe('2028-02-29T10:00')
	expect(iso(addWorkingDays(calendar('UTC'), at('2028-02-29T10:00Z'), 1))).toBe('2028-03-01T10:00')
	expect(iso(addWorkingDays(calendar('UTC'), at('2026-02-27T10:00Z'), 1))).toBe('2026-03-02T10:00')
})

test('hours that clocks leave out are no working day; the next one counts', () => {
	// Sundays from two to three at night: on 29 March 2026 there is no such hour in Berlin.
	const night = [{ from: 120, to: 180 }]
	const odd = businessCalendar({ timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], night], special: [] })
	expect(iso(addWorkingTime(odd, at('2026-03-28T12:00Z'), HOUR / 2))).toBe('2026-04-05T00:30')
})

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'UTC', '+05:30')
const hoursOfDay = fc
	.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
	.map((marks) => marks.sort((a, b) => a - b).map((mark) => mark * 15))
	.map((marks) =>
		marks.flatMap((from, index) => {
			const to = marks[index + 1]
			return index % 2 === 0 && to !== undefined ? [{ from, to }] : []
		}),
	)
const special = fc
	.uniqueArray(fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2027-12-31') }), { maxLength: 12 })
	.chain((days) =>
		fc.tuple(...days.map((day) => fc.tuple(fc.constant(dateOfDay(day)), fc.oneof(fc.constant([]), hoursOfDay)))),
	)
	.map((days) => days.map(([date, hours]) => ({ from: date, to: date, hours })))
const oneForAll = fc
	.tuple(zones, hoursOfDay, fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), special)
	.map(([timeZone, hours, worked, days]) =>
		businessCalendar({
			timeZone,
			week: [0, 1, 2, 3, 4, 5, 6].map((day) => (worked.includes(day) ? hours : [])),
			special: days.map((day) => ({ ...day, hours: day.hours.length > 0 ? hours : [] })),
		}),
	)
const mixed = fc
	.tuple(zones, fc.array(fc.oneof(fc.constant([]), hoursOfDay), { minLength: 7, maxLength: 7 }), hoursOfDay, special)
	.map(([timeZone, days, monday, more]) =>
		businessCalendar({ timeZone, week: [monday, ...days.slice(1)], special: more }),
	)
const moments = fc
	.integer({ min: at('2026-01-01T00:00Z') / 60_000, max: at('2027-12-31T00:00Z') / 60_000 })
	.map((minutes) => minutes * 60_000)
const workedMs = fc.integer({ min: 0, max: 300 * 60 }).map((minutes) => minutes * 60_000)
const dayCount = fc.integer({ min: 0, max: 60 })

test('working time adds up, keeps its order, and passes no faster than time', () => {
	fc.assert(
		fc.property(mixed, moments, workedMs, workedMs, (one, start, a, b) => {
			const whole = addWorkingTime(one, start, a + b)
			expect(addWorkingTime(one, addWorkingTime(one, start, a), b)).toBe(whole)
			expect(whole - start).toBeGreaterThanOrEqual(a + b)
			expect(addWorkingTime(one, start, Math.max(a, b))).toBeGreaterThanOrEqual(
				addWorkingTime(one, start, Math.min(a, b)),
			)
		}),
		{ numRuns: 400 },
	)
})

test('a later start is never due earlier, on any calendar, over every change of clocks', () => {
	fc.assert(
		fc.property(mixed, moments, workedMs, workedMs, dayCount, (one, start, later, ms, days) => {
			expect(addWorkingTime(one, start + later, ms)).toBeGreaterThanOrEqual(addWorkingTime(one, start, ms))
			expect(addWorkingDays(one, start + later, days)).toBeGreaterThanOrEqual(addWorkingDays(one, start, days))
		}),
		{ numRuns: 400 },
	)
})

test('working days add up where days have the same hours, but for an hour that clocks leave out', () => {
	fc.assert(
		fc.property(oneForAll, moments, dayCount, dayCount, (one, start, a, b) => {
			const [whole, parts] = [addWorkingDays(one, start, a + b), addWorkingDays(one, addWorkingDays(one, start, a), b)]
			const rest = Math.abs(whole - parts)
			const hasNights = one.rule.week.some((hours) => hours.some(({ from }) => from < 4 * 60))
			if (one.rule.timeZone.includes('/') && hasNights) expect(rest).toBeLessThanOrEqual(HOUR)
			else expect(rest).toBe(0)
		}),
		{ numRuns: 400 },
	)
})

test('working days add up to a minute of work where days have other hours', () => {
	fc.assert(
		fc.property(mixed, moments, dayCount, dayCount, (one, start, a, b) => {
			if (one.rule.timeZone.includes('/')) return
			const [whole, parts] = [addWorkingDays(one, start, a + b), addWorkingDays(one, addWorkingDays(one, start, a), b)]
			// Shares are rounded: the end of a morning and a few milliseconds after lunch are the same place in the work.
			expect(addWorkingTime(one, Math.min(whole, parts), 60_000)).toBeGreaterThanOrEqual(Math.max(whole, parts))
		}),
		{ numRuns: 400 },
	)
})

test('what is due is due in working hours', () => {
	fc.assert(
		fc.property(mixed, moments, dayCount, (one, start, days) => {
			const due = addWorkingDays(one, start, days)
			const wall = wallAt(one.rule.timeZone, due)
			const minute = (wall / 60_000) % 1440
			const day = Math.floor(wall / DAY)
			const [today, yesterday] = [hoursOn(one.rule, day), hoursOn(one.rule, day - 1)]
			const isOpen = today.some(({ from, to }) => minute >= from && minute <= to)
			// In the hour after clocks were put forward, work that was to begin in it has begun.
			expect(isOpen || (minute === 0 && yesterday.some(({ to }) => to === 1440)) || minute === 180).toBe(true)
		}),
		{ numRuns: 400 },
	)
})
