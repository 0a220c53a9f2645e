import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTimeZone, momentOf, offsetAt, reachedWall, wallAt } from '#app/core/zoned-time.ts'

const wall = (text: string) => Date.parse(`${text}Z`)
const iso = (moment: number) => new Date(moment).toISOString()
const HOUR = 3_600_000

test.each([
	['Europe/Berlin', '2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
	['Europe/Berlin', '2026-01-01T12:00', '2026-01-01T11:00:00.000Z'],
	['America/New_York', '2026-07-01T12:00', '2026-07-01T16:00:00.000Z'],
	['Asia/Shanghai', '2026-02-28T00:00', '2026-02-27T16:00:00.000Z'],
	['Asia/Kathmandu', '2026-02-28T00:00', '2026-02-27T18:15:00.000Z'],
	['+08:00', '2026-02-28T00:00', '2026-02-27T16:00:00.000Z'],
	['-03:30', '2026-02-28T00:00', '2026-02-28T03:30:00.000Z'],
	['UTC', '2028-02-29T00:00', '2028-02-29T00:00:00.000Z'],
])('clocks in %s show %s at %s', (zone, shown, moment) => {
	expect(iso(momentOf(zone, wall(shown)))).toBe(moment)
	expect(wallAt(zone, Date.parse(moment))).toBe(wall(shown))
})

test.each([
	// Clocks go from 02:00 to 03:00 on 29 March 2026 in Berlin, and on 8 March in New York.
	['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z'],
	['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
	['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
	['America/New_York', '2026-03-08T02:59', '2026-03-08T07:00:00.000Z'],
	// They show 02:00 to 03:00 twice on 25 October, and 01:00 to 02:00 on 1 November.
	['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
	['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
	['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
	// Half an hour on Lord Howe, a whole day left out in Samoa.
	['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z'],
	['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z'],
])('at a change of clocks in %s, %s is %s', (zone, shown, moment) => {
	expect(iso(momentOf(zone, wall(shown)))).toBe(moment)
})

test('an hour shown twice counts as reached to its end the second time', () => {
	const second = Date.parse('2026-10-25T01:30:00Z')
	expect(wallAt('Europe/Berlin', second)).toBe(wall('2026-10-25T02:30'))
	expect(reachedWall('Europe/Berlin', second)).toBe(wall('2026-10-25T03:00'))
	expect(reachedWall('Europe/Berlin', second - HOUR)).toBe(wall('2026-10-25T02:30'))
})

test('knows which zones there are', () => {
	expect(['UTC', 'Asia/Shanghai', '+05:30'].map(isTimeZone)).toEqual([true, true, true])
	expect(['Mars/Olympus', '', '+8', 'Europe/Berlin; drop'].map(isTimeZone)).toEqual([false, false, false, false])
})

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe', 'UTC')
const moments = fc.integer({ min: Date.parse('2019-01-01Z'), max: Date.parse('2035-01-01Z') })

test('a wall time leads back to its moment, and later wall times are never earlier moments', () => {
	fc.assert(
		fc.property(zones, moments, fc.integer({ min: 0, max: 3 * 86_400_000 }), (zone, moment, more) => {
			const back = momentOf(zone, wallAt(zone, moment))
			// Of an hour shown twice, the first.
			expect(moment - back === 0 || offsetAt(zone, back) > offsetAt(zone, moment)).toBe(true)
			expect(momentOf(zone, wallAt(zone, moment) + more)).toBeGreaterThanOrEqual(back)
			expect(reachedWall(zone, moment + more)).toBeGreaterThanOrEqual(reachedWall(zone, moment))
		}),
		{ numRuns: 500 },
	)
})
