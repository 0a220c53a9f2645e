import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepTo } from '#app/ui/forms/step-to.ts'

test('the arrows go round at the ends, and pages stop there', () => {
	expect(stepTo('ArrowDown', 2, 3)).toBe(0)
	expect(stepTo('ArrowUp', 0, 3)).toBe(2)
	expect(stepTo('PageDown', 1, 3)).toBe(2)
	expect(stepTo('PageUp', 1, 3)).toBe(0)
})

test('keys that write move nothing', () => {
	for (const key of ['a', 'Home', 'End', 'ArrowLeft', 'Enter']) expect(stepTo(key, 1, 3)).toBeNull()
})

test('no key leads out of the list', () => {
	const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp')
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 25 }), fc.array(keys), (count, pressed) => {
			let at = 0
			for (const key of pressed) at = stepTo(key, at, count) ?? at
			expect(at).toBeGreaterThanOrEqual(0)
			expect(at).toBeLessThan(count)
		}),
	)
})
