import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	addDays,
	compareLocalDates,
	dateOfYearDay,
	daysBetween,
	daysInMonth,
	isLocalDate,
	localDateOf,
	localDateSchema,
	todayIn,
} from '#app/core/local-date.ts'

const date = fc
	.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9900-12-31T00:00:00Z'), noInvalidDate: true })
	.map((moment) => moment.toISOString().slice(0, 10))
const days = fc.integer({ min: -30_000, max: 30_000 })

test.each(['2026-11-22', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('takes %s', (text) => {
	expect(localDateSchema.parse(text)).toBe(text)
})

test.each([
	'2027-02-29',
	'1900-02-29',
	'2026-13-01',
	'2026-00-10',
	'2026-04-31',
	'2026-1-1',
	'20261122',
	'0000-01-01',
	'',
])('refuses %j', (text) => {
	expect(localDateSchema.safeParse(text).success).toBe(false)
})

test('counts days across leap years and years below 100', () => {
	expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
	expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
	expect(addDays('0050-12-31', 1)).toBe('0051-01-01')
	expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365)
	expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2)
	expect(daysInMonth(2028, 2)).toBe(29)
})

test('throws on what is no date, and beyond the last one', () => {
	expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
	expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
	expect(() => localDateOf(2026, 2, 30)).toThrow(RangeError)
})

test('finds the day in the year', () => {
	expect(dateOfYearDay(2026, 1)).toBe('2026-01-01')
	expect(dateOfYearDay(2028, 366)).toBe('2028-12-31')
	expect(dateOfYearDay(2026, 366)).toBeUndefined()
	expect(dateOfYearDay(2026, 0)).toBeUndefined()
})

test('knows which day it is where', () => {
	const now = new Date('2026-11-22T16:30:00Z')
	expect(todayIn('Asia/Shanghai', now)).toBe('2026-11-23')
	expect(todayIn('UTC', now)).toBe('2026-11-22')
	expect(todayIn('America/Los_Angeles', new Date('2026-11-22T07:59:59Z'))).toBe('2026-11-21')
	expect(() => todayIn('Mars/Olympus', now)).toThrow(RangeError)
})

test('adding days and counting them are inverse, and order is the order of days', () => {
	fc.assert(
		fc.property(date, days, (from, count) => {
			const to = addDays(from, count)
			expect(isLocalDate(to)).toBe(true)
			expect(daysBetween(from, to)).toBe(count)
			expect(addDays(to, -count)).toBe(from)
			expect(compareLocalDates(to, from)).toBe(Math.sign(count))
		}),
	)
})
