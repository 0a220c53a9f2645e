import { expect, test } from 'vitest'
import { newId } from '#app/core/ids.ts'

test('makes UUIDs of version 7 that begin with their moment', () => {
	const id = newId(0x0123456789ab)
	expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
	expect(newId(1000) < newId(1001)).toBe(true)
	expect(new Set(Array.from({ length: 1000 }, () => newId(1))).size).toBe(1000)
})
