import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatGs1Date, fullYear, parseGs1Date } from '#app/core/gs1/gs1-date.ts'
import { addDays } from '#app/core/local-date.ts'

const now = new Date('2026-11-22T00:00:00Z')

test.each([
	['271231', '2027-12-31'],
	['270200', '2027-02-28'],
	['280200', '2028-02-29'],
	['280229', '2028-02-29'],
	['760101', '2076-01-01'],
	['770101', '1977-01-01'],
])('reads %s in 2026 as %s', (text, date) => {
	expect(parseGs1Date(text, now)).toEqual({ ok: true, value: date })
})

test.each(['270230', '271301', '270001', '27123', '2712311', '27123A', '', '270229'])('refuses %j', (text) => {
	expect(parseGs1Date(text, now)).toEqual({ ok: false, error: { code: 'wrong-date' } })
})

test('moves the window of years with the present', () => {
	expect(fullYear(0, new Date('2049-06-01'))).toBe(2000)
	expect(fullYear(0, new Date('2050-06-01'))).toBe(2100)
	expect(fullYear(99, new Date('2048-06-01'))).toBe(1999)
	expect(fullYear(99, new Date('2049-06-01'))).toBe(2099)
	expect(fullYear(50, new Date('2000-06-01'))).toBe(2050)
	expect(fullYear(51, new Date('2000-06-01'))).toBe(1951)
})

test('refuses to write a date that would be read as another century', () => {
	expect(formatGs1Date('2076-12-31', now)).toEqual({ ok: true, value: '761231' })
	expect(formatGs1Date('2077-01-01', now)).toEqual({ ok: false, error: { code: 'wrong-date' } })
	expect(formatGs1Date('1976-12-31', now)).toEqual({ ok: false, error: { code: 'wrong-date' } })
	expect(formatGs1Date('2026-02-30', now)).toEqual({ ok: false, error: { code: 'wrong-date' } })
})

test('writes and reads the same date', () => {
	fc.assert(
		fc.property(fc.integer({ min: -17_000, max: 17_000 }), (days) => {
			const date = addDays('2026-11-22', days)
			const written = formatGs1Date(date, now)
			expect(written.ok && parseGs1Date(written.value, now)).toEqual({ ok: true, value: date })
		}),
	)
})
