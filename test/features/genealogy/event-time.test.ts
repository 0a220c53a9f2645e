import { expect, test } from 'vitest'
import { isInFuture, offsetIn, writtenOffset } from '#app/features/genealogy/event-time.model.ts'

const AT = new Date('2026-07-01T12:00:00Z')

test('keeps the offset that a time was written with', () => {
	expect(writtenOffset('2026-07-01T20:00:00+08:00')).toBe('+08:00')
	expect(writtenOffset('2026-07-01T12:00:00Z')).toBeNull()
	expect(writtenOffset('2026-07-01T12:00:00-00:00')).toBeNull()
})

test('knows the offset of a zone on a day', () => {
	expect(offsetIn('Asia/Shanghai', AT)).toBe('+08:00')
	expect(offsetIn('America/New_York', AT)).toBe('-04:00')
	expect(offsetIn('America/New_York', new Date('2026-01-01T12:00:00Z'))).toBe('-05:00')
	expect(offsetIn('UTC', AT)).toBe('+00:00')
})

test('forgives a device whose clock is a moment ahead', () => {
	expect(isInFuture(new Date(AT.getTime() + 30_000), AT)).toBe(false)
	expect(isInFuture(new Date(AT.getTime() + 120_000), AT)).toBe(true)
})
