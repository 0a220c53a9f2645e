import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessCalendar, weekdaysIn } from '#app/core/business-calendar.ts'
import { dueAt, isLongerThanZero, parseDuration } from '#app/features/workflow/duration.model.ts'

const at = (text: string) => new Date(text)
const iso = (date: Date) => date.toISOString().replace(':00.000Z', 'Z')

test.each(['P1D', 'PT4H', 'P2W', 'P1Y6M', 'P3DT12H30M', 'PT90M'])('reads %s', (text) => {
	expect(isLongerThanZero(text)).toBe(true)
})

test.each(['', 'P', 'PT', 'P0D', 'PT0M', '1D', 'P1DT', 'P-1D', 'P1.5D', 'PT30S', 'p1d', 'P1000D'])(
	'refuses %j',
	(text) => {
		expect(isLongerThanZero(text)).toBe(false)
	},
)

test('throws on what the schema would have refused', () => {
	expect(() => parseDuration('soon')).toThrow('soon')
})

test.each([
	['2026-11-20T15:00:00Z', 'P1D', '2026-11-21T15:00Z'],
	['2026-11-20T15:00:00Z', 'P1W', '2026-11-27T15:00Z'],
	['2026-01-31T15:00:00Z', 'P1M', '2026-02-28T15:00Z'],
	['2024-02-29T15:00:00Z', 'P1Y', '2025-02-28T15:00Z'],
	['2026-11-20T15:00:00Z', 'P1DT2H30M', '2026-11-21T17:30Z'],
])('from %s, %s of elapsed time end at %s', (start, after, expected) => {
	expect(iso(dueAt(at(start), after))).toBe(expected)
})

test.each([
	['Friday afternoon to Monday', '2026-11-20T15:00:00Z', 'P1D', '2026-11-23T15:00Z'],
	['within the week', '2026-11-17T15:00:00Z', 'P2D', '2026-11-19T15:00Z'],
	['from a Saturday', '2026-11-21T15:00:00Z', 'P1D', '2026-11-24T00:00Z'],
	['hours over the weekend', '2026-11-20T22:00:00Z', 'PT4H', '2026-11-23T02:00Z'],
	['a business week', '2026-11-20T15:00:00Z', 'P1W', '2026-11-27T15:00Z'],
])('business time leaves out the weekend: %s', (_, start, after, expected) => {
	expect(iso(dueAt(at(start), after, 'business'))).toBe(expected)
})

test('business time leaves out days off and counts weekend days that are worked', () => {
	// National Day 2026 in China: 1 to 7 October off, Saturday 10 October worked.
	const allDay = [{ from: 0, to: 1440 }]
	const china = {
		business: businessCalendar({
			timeZone: 'Asia/Shanghai',
			week: [allDay, allDay, allDay, allDay, allDay, [], []],
			special: [
				{ from: '2026-10-01', to: '2026-10-07', hours: [] },
				{ from: '2026-10-10', to: '2026-10-10', hours: allDay },
			],
		}),
	}
	// Wednesday 30 September 17:00 in Suzhou; one day later is Thursday 8 October.
	expect(iso(dueAt(at('2026-09-30T09:00:00Z'), 'P1D', 'business', china))).toBe('2026-10-08T09:00Z')
	// Friday 9 October 17:00; the next working day is the Saturday.
	expect(iso(dueAt(at('2026-10-09T09:00:00Z'), 'P1D', 'business', china))).toBe('2026-10-10T09:00Z')
	// Midnight of Suzhou, not of UTC: Friday 23:00 there.
	expect(iso(dueAt(at('2026-11-20T15:00:00Z'), 'PT2H', 'business', china))).toBe('2026-11-22T17:00Z')
})

test('refuses a calendar on which no day is worked, which would never come to an end', () => {
	expect(() => businessCalendar({ timeZone: 'UTC', week: [[], [], [], [], [], [], []], special: [] })).toThrow()
})

test('a calendar that is named and gone counts as the usual one; the named one counts by its own days', () => {
	const shift = businessCalendar({ timeZone: 'UTC', week: Array(7).fill([{ from: 480, to: 720 }]), special: [] })
	const calendars = { business: weekdaysIn('UTC'), named: new Map([['shift', shift]]) }
	// Saturday.
	const start = at('2026-11-21T09:00:00Z')
	expect(iso(dueAt(start, 'PT4H', 'shift', calendars))).toBe('2026-11-22T09:00Z')
	expect(iso(dueAt(start, 'PT4H', 'gone', calendars))).toBe('2026-11-23T04:00Z')
})

test('business deadlines are never before elapsed ones, and keep their order', () => {
	const moment = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true })
	const minutes = fc.integer({ min: 1, max: 60_000 })
	fc.assert(
		fc.property(moment, minutes, minutes, (start, a, b) => {
			const business = (n: number) => dueAt(start, `PT${n}M`, 'business').getTime()
			expect(business(a)).toBeGreaterThanOrEqual(dueAt(start, `PT${a}M`).getTime())
			expect(Math.sign(business(a) - business(b))).toBe(Math.sign(a - b))
		}),
	)
})
