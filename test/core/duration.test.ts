import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDuration, durationSchema, parseDuration } from '#app/core/duration.ts'

const none = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 }

test.each([
	['P1D', { days: 1 }],
	['PT4H', { hours: 4 }],
	['P2W', { weeks: 2 }],
	['P1Y6M', { years: 1, months: 6 }],
	['PT90M', { minutes: 90 }],
	['P1DT12H30M5S', { days: 1, hours: 12, minutes: 30, seconds: 5 }],
	['P0D', {}],
])('reads %s', (text, parts) => {
	expect(parseDuration(text)).toEqual({ ok: true, value: { ...none, ...parts } })
})

test.each(['', 'P', 'PT', 'P1DT', '1D', 'P1H', 'PT1D', '-P1D', 'P-1D', 'P1.5D', 'P1D ', 'p1d', 'P1234567D', 'P1D1Y'])(
	'refuses %j',
	(text) => {
		expect(parseDuration(text)).toEqual({ ok: false, error: { code: 'not-a-duration' } })
		expect(durationSchema.safeParse(text).success).toBe(false)
	},
)

const after = (start: string, text: string) => {
	const parsed = parseDuration(text)
	if (!parsed.ok) throw new Error(text)
	return addDuration(new Date(start), parsed.value).toISOString()
}

test('adds to a moment on the UTC calendar', () => {
	expect(after('2026-11-22T10:00:00.123Z', 'P1D')).toBe('2026-11-23T10:00:00.123Z')
	expect(after('2026-11-22T22:00:00.000Z', 'PT4H')).toBe('2026-11-23T02:00:00.000Z')
	expect(after('2026-01-31T00:00:00.000Z', 'P1M')).toBe('2026-02-28T00:00:00.000Z')
	expect(after('2028-02-29T00:00:00.000Z', 'P1Y')).toBe('2029-02-28T00:00:00.000Z')
	expect(after('2026-11-30T00:00:00.000Z', 'P3M')).toBe('2027-02-28T00:00:00.000Z')
	expect(after('2026-12-31T23:59:59.000Z', 'PT1S')).toBe('2027-01-01T00:00:00.000Z')
})

test('throws beyond the last date there is', () => {
	expect(() => after('2026-11-22T10:00:00.000Z', 'P999999Y')).toThrow(RangeError)
})

test('whole days are 24 hours and weeks are seven of them', () => {
	fc.assert(
		fc.property(fc.nat({ max: 10_000 }), (count) => {
			const start = '2026-11-22T10:00:00.000Z'
			expect(after(start, `P${count}D`)).toBe(after(start, `PT${count * 24}H`))
			expect(after(start, `P${count}W`)).toBe(after(start, `P${count * 7}D`))
		}),
	)
})
