import { expect } from 'vitest'
import { api } from '#app/api.server.ts'
import { noteDegraded } from '#app/platform/health.server.ts'
import { createWebApp } from '#app/platform/http/app.server.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const BASE = 'http://localhost:3000'

const portal = (
	options: { pages?: () => Promise<Response>; accepting?: boolean; ready?: () => Promise<boolean> } = {},
) =>
	createWebApp({
		dev: false,
		api,
		pages: options.pages ?? (async () => new Response('page')),
		accepting: () => options.accepting ?? true,
		ready: options.ready ?? (async () => true),
	})

dbTest('is alive although it is not ready, and says no more to strangers', async () => {
	for (const app of [
		portal({ accepting: false }),
		portal({ ready: async () => false }),
		portal({
			ready: async () => {
				throw new Error('password=secret host=10.0.0.1')
			},
		}),
	]) {
		const [alive, ready] = [await app.request('/healthz'), await app.request('/readyz')]
		expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }])
		expect([ready.status, await ready.json()]).toEqual([503, { status: 'not-ready' }])
	}
	expect((await portal().request('/readyz')).status).toBe(200)
})

dbTest('what works less well is named to whoever asks, and takes no portal out of service', async () => {
	const app = portal()
	const answer = async () => {
		const ready = await app.request('/readyz')
		return [ready.status, await ready.json()]
	}
	noteDegraded('rule-sets', 'a tenant release_gate', true)
	expect(await answer()).toEqual([200, { status: 'ready', degraded: { 'rule-sets': 1 } }])
	noteDegraded('rule-sets', 'a tenant release_gate', false)
	expect(await answer()).toEqual([200, { status: 'ready' }])
})

dbTest('compresses what is worth it for whoever takes it', async () => {
	const app = portal({
		pages: async () => new Response('word '.repeat(1_000), { headers: { 'Content-Type': 'text/html' } }),
	})
	const packed = await app.request('/', { headers: { 'Accept-Encoding': 'gzip' } })
	expect(packed.headers.get('content-encoding')).toBe('gzip')
	expect(packed.headers.get('vary')).toMatch(/accept-encoding/i)
	expect((await packed.arrayBuffer()).byteLength).toBeLessThan(500)
	expect((await app.request('/')).headers.get('content-encoding')).toBeNull()
	const interfaces = await app.request('/api/v1/openapi.json', { headers: { 'Accept-Encoding': 'gzip' } })
	expect(interfaces.headers.get('content-encoding')).toBe('gzip')
})

dbTest('refuses a body of more than 30 MB before it is read', async () => {
	let asked = false
	const app = portal({
		pages: async () => {
			asked = true
			return new Response()
		},
	})
	const body = new Uint8Array(30 * 1024 * 1024 + 1)
	const headers = { Origin: BASE, Host: 'localhost:3000', 'Content-Length': String(body.byteLength) }
	const refused = await app.request(`${BASE}/imports/new`, { method: 'POST', headers, body })
	expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([413, 'body-too-large'])
	expect(asked).toBe(false)
})

dbTest('breaks with a problem that tells nothing but the id to ask about', async () => {
	const app = portal({
		pages: async () => {
			throw new Error('select * from secret_table')
		},
	})
	const broken = await app.request('/lots')
	expect(broken.status).toBe(500)
	const text = await broken.text()
	expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'internal-error' })
	expect(text).not.toContain('secret_table')
	expect(broken.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
	expect(broken.headers.get('content-security-policy')).toContain("default-src 'self'")
})

dbTest('gives each request an id of its own, whatever the client sends, and tells the pages', async () => {
	const seen: (string | null)[] = []
	const app = createWebApp({
		dev: false,
		api,
		pages: async (request) => {
			seen.push(request.headers.get('x-request-id'))
			return new Response()
		},
		accepting: () => true,
		ready: async () => true,
	})
	const answers = []
	for (let n = 0; n < 2; n++) answers.push(await app.request('/', { headers: { 'X-Request-Id': 'forged' } }))
	expect(answers.map((answer) => answer.headers.get('x-request-id'))).toEqual(seen)
	expect(new Set(seen).size).toBe(2)
	expect(seen).not.toContain('forged')
})

dbTest('has a new nonce in every policy, never allows inline scripts, and lets nobody keep a page', async () => {
	const policies = []
	for (let n = 0; n < 2; n++) policies.push((await portal().request('/')).headers.get('content-security-policy') ?? '')
	expect(new Set(policies).size).toBe(2)
	expect((await portal().request('/')).headers.get('cache-control')).toBe('private, no-cache')
	for (const policy of policies) {
		const scripts = policy.split('; ').find((part) => part.startsWith('script-src '))
		expect(scripts).not.toContain('unsafe-inline')
		expect(policy).toContain("frame-ancestors 'none'")
		expect(policy).toContain("object-src 'none'")
		expect(policy).toContain("form-action 'self'")
	}
})
