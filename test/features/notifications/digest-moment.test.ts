import { expect, test } from 'vitest'
import { dueDigest, momentIn } from '#app/features/notifications/digest-moment.ts'
import { channelsOf, quietSeconds, shippedPreference } from '#app/features/notifications/preference.model.ts'

const daily = { digest: 'daily', digestHour: 8, digestDay: 1, timeZone: 'Asia/Shanghai' } as const

test('a day begins at eight in the time zone of the person, not of the server', () => {
	expect(momentIn('Asia/Shanghai', '2026-11-30', 8).toISOString()).toBe('2026-11-30T00:00:00.000Z')
	expect(momentIn('America/New_York', '2026-07-01', 8).toISOString()).toBe('2026-07-01T12:00:00.000Z')
	// The night on which New York puts its clocks back.
	expect(momentIn('America/New_York', '2026-11-01', 8).toISOString()).toBe('2026-11-01T13:00:00.000Z')
})

test('a daily digest is due from its hour on; before it, the one of yesterday', () => {
	expect(dueDigest(daily, new Date('2026-11-30T00:00:00Z'))).toEqual({
		period: 'daily:2026-11-30',
		until: new Date('2026-11-30T00:00:00Z'),
	})
	expect(dueDigest(daily, new Date('2026-11-29T23:59:00Z'))?.period).toBe('daily:2026-11-29')
})

test('a weekly digest is due on its day, and stays the same for the week', () => {
	const weekly = { ...daily, digest: 'weekly', digestDay: 3 } as const
	for (const now of ['2026-11-25T00:00:00Z', '2026-11-29T12:00:00Z', '2026-12-01T23:00:00Z'])
		expect(dueDigest(weekly, new Date(now))?.period).toBe('weekly:2026-11-25')
	expect(dueDigest(weekly, new Date('2026-12-02T00:00:00Z'))?.period).toBe('weekly:2026-12-02')
})

test('no digest is due for who wants none', () => {
	expect(dueDigest({ ...daily, digest: 'off' }, new Date())).toBeNull()
})

test('quiet hours run over midnight and end at their minute', () => {
	const quiet = { quietFrom: '22:00', quietUntil: '07:30', timeZone: 'Asia/Shanghai' }
	expect(quietSeconds(quiet, new Date('2026-11-30T15:00:00Z'))).toBe(8.5 * 3600)
	expect(quietSeconds(quiet, new Date('2026-11-30T23:29:00Z'))).toBe(60)
	expect(quietSeconds(quiet, new Date('2026-11-30T23:30:00Z'))).toBe(0)
	expect(quietSeconds(quiet, new Date('2026-11-30T13:59:59Z'))).toBe(0)
})

test('what was meant for a digest comes at once where there is none; mandatory kinds always do', () => {
	const preference = { ...shippedPreference('UTC'), channels: { release: { inApp: false, mail: 'digest' as const } } }
	expect(channelsOf(preference, 'release')).toEqual({ inApp: false, mail: 'now' })
	expect(channelsOf({ ...preference, digest: 'daily' }, 'release')).toEqual({ inApp: false, mail: 'digest' })
	expect(channelsOf({ ...preference, channels: { recall: { inApp: false, mail: 'off' } } }, 'recall')).toEqual({
		inApp: true,
		mail: 'now',
	})
})
