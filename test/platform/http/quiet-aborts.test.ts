import { expect, test } from 'vitest'
import { quietAborts } from '#app/platform/http/quiet-aborts.ts'

/** Whether an unheard rejection for this reason is still told. */
function isTold(reason: unknown): boolean {
	const page = new EventTarget()
	quietAborts(page)
	return page.dispatchEvent(Object.assign(new Event('unhandledrejection', { cancelable: true }), { reason }))
}

test('a request that was given up is no error of the page, everything else is', () => {
	const given = new AbortController()
	given.abort()
	expect(isTold(given.signal.reason)).toBe(false)
	expect(isTold(new DOMException('The operation timed out.', 'TimeoutError'))).toBe(true)
	expect(isTold(new TypeError('Failed to fetch'))).toBe(true)
	expect(isTold('AbortError')).toBe(true)
})
