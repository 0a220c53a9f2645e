import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoInstants } from '#app/core/iso-instants.ts'

test('writes every instant as a date does, whatever came before', () => {
	fc.assert(
		fc.property(fc.array(fc.date({ noInvalidDate: true })), (dates) => {
			const iso = isoInstants()
			expect(dates.map((date) => iso(date.getTime()))).toEqual(dates.map((date) => date.toISOString()))
		}),
	)
})

test('writes the edges of days, before 1970 and after the year 9999 too', () => {
	const iso = isoInstants()
	for (const text of [
		'1969-12-31T23:59:59.999Z',
		'1970-01-01T00:00:00.000Z',
		'2026-11-30T09:05:07.004Z',
		'+010000-01-01T00:00:00.010Z',
	]) {
		expect(iso(Date.parse(text))).toBe(text)
	}
})
