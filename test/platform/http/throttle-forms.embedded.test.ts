import { expect } from 'vitest'
import { api } from '#app/api.server.ts'
import { createWebApp } from '#app/platform/http/app.server.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/* Whoever tries passwords or links one after another has to wait, by address and form. The limits are fixed here. */

useTestPortal()

const BASE = 'http://localhost:3000'
const TRIES = 30

/** A portal whose pages answer as they are told; each has counters of its own. */
function portalThat(answer: () => Response) {
	const app = createWebApp({
		dev: false,
		api,
		pages: async () => answer(),
		accepting: () => true,
		ready: async () => true,
	})
	return async (path: string, from = '192.0.2.1', more: { method?: string; headers?: Record<string, string> } = {}) =>
		app.request(
			`${BASE}${path}`,
			{ method: more.method ?? 'POST', headers: { Host: 'localhost:3000', Origin: BASE, ...more.headers } },
			{ incoming: { socket: { remoteAddress: from } } },
		)
}

const refusing = () => portalThat(() => new Response('{"ok":false}', { status: 200 }))

async function statuses(count: number, ask: (n: number) => Promise<Response>): Promise<number[]> {
	const found: number[] = []
	for (let n = 0; n < count; n++) found.push((await ask(n)).status)
	return found
}

for (const [form, addresses] of [
	['log-in', ['/login', '/login.data']],
	['forgotten passwords', ['/forgot', '/forgot.data']],
	['links for a new password', ['/reset/one', '/reset/two.data']],
	['invitations', ['/invitation/one', '/invitation/two.data']],
	['links to answer a recall', ['/answer/one', '/answer/two.data']],
] as const) {
	dbTest(`lets ${TRIES} tries a minute through: ${form}`, async () => {
		const ask = refusing()
		const path = (n: number) => addresses[n % addresses.length] ?? ''
		expect(await statuses(TRIES, (n) => ask(path(n)))).toEqual(Array(TRIES).fill(200))
		const refused = await ask(path(0))
		expect(refused.status).toBe(429)
		expect(refused.headers.get('content-type')).toBe('application/problem+json')
		const wait = Number(refused.headers.get('retry-after'))
		expect(wait).toBeGreaterThan(0)
		expect(wait).toBeLessThanOrEqual(60)
		expect((await ask(path(0), '192.0.2.2')).status, 'another address').toBe(200)
		expect((await ask(form === 'log-in' ? '/forgot' : '/login')).status, 'another form').toBe(200)
		expect((await ask(path(0), '192.0.2.1', { method: 'GET' })).status, 'reading').toBe(200)
	})
}

dbTest('says it in both languages to whoever looks at a page', async () => {
	const ask = refusing()
	await statuses(TRIES, () => ask('/login'))
	const refused = await ask('/login', '192.0.2.1', { headers: { Accept: 'text/html' } })
	expect(refused.headers.get('content-type')).toContain('text/html')
	expect(await refused.text()).toMatch(/Too many tries[\s\S]*尝试次数过多/)
})

dbTest('does not count what succeeds, save letters asked for', async () => {
	const ask = portalThat(() => new Response(null, { status: 302, headers: { Location: '/' } }))
	expect(await statuses(TRIES + 5, () => ask('/login'))).toEqual(Array(TRIES + 5).fill(302))
	expect((await statuses(TRIES + 1, () => ask('/forgot'))).at(-1)).toBe(429)
})

dbTest('is not fooled by an address that the client claims', async () => {
	const ask = refusing()
	const claimed = (n: number) => ask('/login', '192.0.2.1', { headers: { 'X-Forwarded-For': `198.51.100.${n}` } })
	expect((await statuses(TRIES + 1, claimed)).at(-1)).toBe(429)
})
