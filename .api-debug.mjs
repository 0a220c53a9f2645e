import { createRequire } from 'node:module'
import { createRequestHandler } from '@remix-run/node'

const build = createRequire(import.meta.url)('/work/main/build/server/index.js')
const { entry } = build
const m = entry.module
const { parseEnv } = await import('./app/platform/env.server.ts')
const env = parseEnv({
	NODE_ENV: 'test',
	DATA_DIR: '/tmp/api/data',
	LOG_LEVEL: 'error',
	DEMO_PASSWORD: 'demo-for-this-test',
	DEMO_API_KEY: 'lot_demo-key-for-this-test-only',
})
const r = await m.startPortal(env, { work: false })
console.time('seed')
await m.seedDemo(r.portal)
console.timeEnd('seed')
const handler = createRequestHandler(build, 'production')
const app = m.createWebApp({
	dev: false,
	api: m.api,
	pages: (q, nonce) => handler(q, { nonce }),
	accepting: () => true,
	ready: async () => true,
})
const BASE = 'http://localhost:3000'
const res = await app.request(`${BASE}/login`, {
	method: 'POST',
	headers: { Origin: BASE, 'Content-Type': 'application/x-www-form-urlencoded' },
	body: new URLSearchParams({ email: 'auditor@aurora.example', password: 'demo-for-this-test', next: '/' }).toString(),
})
console.log(res.status, res.headers.get('set-cookie'), (await res.text()).slice(0, 300))
await r.stop(0)
