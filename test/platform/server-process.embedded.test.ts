import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem } from '../factories/lot.ts'
import { makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { hasBundle } from '../support/bundle.ts'
import { startMailServer } from '../support/mail-server.ts'
import { type PortalProcess, runPortal, startServer } from '../support/portal-process.ts'
import { until } from '../support/until.ts'

/* The portal as a process: its lock, its start, its stop, and what one connection may take. On the embedded database. */

const isHere = hasBundle()
const processTest = test.runIf(isHere)

const folder = mkdtempSync(join(tmpdir(), 'lotline-process-'))
let key = ''
let sku = ''
let person: TestPerson

beforeAll(async () => {
	if (!isHere) return
	cpSync(join(inject('template'), 'database'), join(folder, 'database'), { recursive: true })
	const running = await startPortal(parseEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent', NODE_ENV: 'test' }), {
		work: false,
	})
	const tenant = await makeTenant()
	key = await makeApiKey(tenant)
	sku = (await makeItem(tenant)).sku
	person = await makePerson(tenant, ['auditor'], { name: 'Zhuge Liang-Testperson' })
	await running.stop(1_000)
})

afterAll(async () => {
	await stopSharedServer()
	rmSync(folder, { recursive: true, force: true })
})

const register = (url: string, code: string): Promise<Response> =>
	fetch(`${url}/api/v1/lots`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
		body: JSON.stringify({ item: sku, code, quantity: { value: '1', unit: 'KGM' } }),
	})

async function codes(url: string): Promise<string[]> {
	const response = await fetch(`${url}/api/v1/lots`, { headers: { Authorization: `Bearer ${key}` } })
	return ((await response.json()) as { items: { code: string }[] }).items.map((lot) => lot.code).sort()
}

/** Says what is given on a connection of its own; answers what came back, once the other side has closed. */
function speak(url: string, parts: (string | number)[]): Promise<string> {
	return new Promise((resolve, reject) => {
		let heard = ''
		const socket = connect(Number(new URL(url).port), '127.0.0.1')
		socket.on('data', (chunk) => {
			heard += String(chunk)
		})
		socket.on('error', (error) => (heard ? resolve(heard) : reject(error)))
		socket.on('close', () => resolve(heard))
		socket.on('connect', async () => {
			for (const part of parts) {
				if (typeof part === 'number') await sleep(part)
				else socket.write(part)
			}
		})
	})
}

processTest(
	'refuses a second process on its folder, naming the first, and keeps what is in it',
	async () => {
		const first = await startServer({ DATA_DIR: folder })
		expect((await register(first.url, 'KEPT-1')).status).toBe(201)
		const second = runPortal(['app/server.ts'], { DATA_DIR: folder })
		expect(await second.ended).toBe(1)
		expect(second.output()).toContain(`is in use by process ${first.process.pid}`)
		expect(second.output()).toContain(folder)
		expect(await codes(first.url)).toEqual(['KEPT-1'])
		expect(await first.kill('SIGTERM')).toBe(0)
		const again = await startServer({ DATA_DIR: folder })
		expect(await codes(again.url)).toEqual(['KEPT-1'])
		expect((await register(again.url, 'KEPT-2')).status).toBe(201)
		await again.kill('SIGKILL')
		// The lock of a killed process holds nobody up, and what was acknowledged is there.
		expect(readFileSync(join(folder, 'lotline.lock'), 'utf8')).toContain(String(again.process.pid))
		const last = await startServer({ DATA_DIR: folder })
		expect(await codes(last.url)).toEqual(['KEPT-1', 'KEPT-2'])
		await last.kill('SIGTERM')
	},
	180_000,
)

processTest(
	'does not start with a wrong setting, and names it',
	async () => {
		const wrong = {
			PORT: 'abc',
			DATABASE_URL: 'mysql://localhost/x',
			SMTP_URL: 'http://localhost',
			BASE_URL: 'portal',
			DEMO_PASSWORD: 'short',
			SESSION_SECRET: 'short',
			LOG_LEVEL: 'loud',
			JOBS: 'maybe',
			SEED: 'all',
		}
		const each = Object.entries(wrong).map(async ([name, value]) => {
			const started = runPortal(['app/cli.ts', 'start'], { DATA_DIR: join(folder, 'none'), [name]: value })
			return { name, code: await started.ended, output: started.output() }
		})
		for (const { name, code, output } of await Promise.all(each)) {
			expect(code, name).toBe(1)
			expect(output, name).toMatch(new RegExp(`these settings are wrong:\\n\\s+${name}: `))
			expect(output, 'no secret in the message').not.toContain('short\n')
		}
	},
	120_000,
)

processTest(
	'ends what it has begun when it is told to stop',
	async () => {
		const server = await startServer({ DATA_DIR: folder })
		const body = JSON.stringify({ item: sku, code: 'IN-FLIGHT', quantity: { value: '1', unit: 'KGM' } })
		const head = `POST /api/v1/lots HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
		const answer = speak(server.url, [head + body.slice(0, 10), 2_000, body.slice(10)])
		await sleep(500)
		const stopped = server.kill('SIGTERM')
		await until(
			'new connections are refused',
			() =>
				fetch(`${server.url}/healthz`).then(
					() => false,
					() => true,
				),
			5_000,
			50,
		)
		expect(await answer).toMatch(/^HTTP\/1\.1 201 /)
		const since = Date.now()
		expect(await stopped).toBe(0)
		expect(Date.now() - since).toBeLessThan(8_000)
		const again = await startServer({ DATA_DIR: folder })
		expect(await codes(again.url)).toContain('IN-FLIGHT')
		await again.kill('SIGTERM')
	},
	120_000,
)

let shared: PortalProcess | null = null

/** One server for the tests that only look at how it answers. */
async function sharedServer(): Promise<PortalProcess> {
	shared ??= await startServer({ DATA_DIR: folder })
	return shared
}

async function stopSharedServer(): Promise<void> {
	await shared?.kill('SIGTERM')
	shared = null
}

processTest(
	'lets one connection take only so much: long heads, slow heads, large bodies',
	async () => {
		const server = await sharedServer()
		const long = await speak(server.url, [
			`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(80_000)}\r\n\r\n`,
		])
		expect(long).toMatch(/^HTTP\/1\.1 431 /)
		const started = Date.now()
		const slow = await speak(server.url, ['GET /healthz HTTP/1.1\r\n'])
		expect(slow).toMatch(/^HTTP\/1\.1 408 /)
		expect(Date.now() - started).toBeLessThan(30_000)
		const large = await speak(server.url, [
			`POST /api/v1/lots HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\nConnection: close\r\n\r\n{`,
		])
		expect(large).toMatch(/^HTTP\/1\.1 413 /)
		const healthy = await fetch(`${server.url}/readyz`)
		expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'ready' }])
	},
	120_000,
)

processTest(
	'answers health and readiness without a key, and sets what browsers need on every answer',
	async () => {
		const server = await sharedServer()
		for (const path of ['/healthz', '/login', '/api/v1/lots', '/nowhere']) {
			const response = await fetch(`${server.url}${path}`)
			expect(response.headers.get('content-security-policy'), path).toMatch(
				/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'/,
			)
			expect(response.headers.get('x-content-type-options'), path).toBe('nosniff')
			expect(response.headers.get('x-frame-options'), path).toBe('DENY')
			expect(response.headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/)
		}
		const login = async () => {
			const response = await fetch(`${server.url}/login`, {
				method: 'POST',
				redirect: 'manual',
				headers: { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
				body: 'email=nobody%40example.test&password=wrong-password',
			})
			return response
		}
		const statuses = []
		for (let n = 0; n < 31; n++) statuses.push((await login()).status)
		expect(statuses.at(-1)).toBe(429)
		expect(statuses.slice(0, 30)).not.toContain(429)
		expect(Number((await login()).headers.get('retry-after'))).toBeGreaterThan(0)
	},
	120_000,
)

processTest(
	'serves built files compressed and to be kept for ever, and pages never to be kept by others',
	async () => {
		const server = await sharedServer()
		const page = await fetch(`${server.url}/login`, { headers: { 'Accept-Encoding': 'gzip' } })
		expect(page.headers.get('content-encoding')).toBe('gzip')
		expect(page.headers.get('cache-control')).toBe('private, no-cache')
		const html = await page.text()
		const assets = [...html.matchAll(/\/assets\/[\w.-]+\.(?:js|css)/g)].map(([path]) => path)
		expect(assets.length).toBeGreaterThan(2)
		for (const path of new Set(assets)) {
			const file = await fetch(`${server.url}${path}`, { headers: { 'Accept-Encoding': 'gzip' } })
			expect([path, file.status, file.headers.get('cache-control')]).toEqual([
				path,
				200,
				'public, max-age=31536000, immutable',
			])
			expect(file.headers.get('content-type'), path).toMatch(/^text\/(javascript|css)/)
			if ((await file.text()).length > 2_000) expect(file.headers.get('content-encoding'), path).toBe('gzip')
		}
		for (const path of ['/assets/nothing.js', '/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json'])
			expect((await fetch(`${server.url}${path}`)).status, path).toBe(404)
	},
	60_000,
)

/** Does what people and programs do with the portal in a session; answers every secret and name that came by. */
async function liveASession(url: string): Promise<string[]> {
	const post = (path: string, fields: Record<string, string>) =>
		fetch(`${url}${path}`, {
			method: 'POST',
			redirect: 'manual',
			headers: { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(fields).toString(),
		})
	const { email, password, name } = person
	await post('/login', { email, password: 'a wrong password of theirs' })
	const entered = await post('/login', { email, password })
	expect(entered.status).toBe(302)
	const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
	const token = 'personal-link-token-0123456789abcdef'
	for (const path of ['/', '/account', '/audit?actor=Zhuge', `/search?q=${encodeURIComponent(email)}`, '/nowhere'])
		await fetch(`${url}${path}`, { headers: { Cookie: cookie } })
	for (const path of [`/reset/${token}`, `/invitation/${token}`, `/answer/${token}`, `/answer/${token}/notice`]) {
		await fetch(`${url}${path}`)
		await fetch(`${url}${path}.data`)
		await post(path, { password: 'a new password of theirs', name })
	}
	await post('/forgot', { email })
	await register(url, 'LOGGED-1')
	await fetch(`${url}/api/v1/lots`, { headers: { Authorization: 'Bearer not-the-right-key-at-all' } })
	return [
		email,
		password,
		name,
		'Zhuge',
		'a wrong password of theirs',
		'a new password of theirs',
		token,
		key,
		'not-the-right-key-at-all',
		cookie.split('=')[1] ?? cookie,
	]
}

processTest(
	'writes a structured line for each request, and nobody’s name, address or secret',
	async () => {
		await stopSharedServer()
		const mails = await startMailServer(0, () => 'refuse-5xx')
		const server = await startServer({
			DATA_DIR: folder,
			LOG_LEVEL: 'trace',
			SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
		})
		const secrets = await liveASession(server.url)
		await until('the mail for the new password was refused', () => server.output().includes('"job":"mail.send"'))
		await server.kill('SIGTERM')
		await mails.stop()
		const lines = server
			.output()
			.split('\n')
			.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line) as Record<string, unknown>)
		const requests = lines.filter((line) => line.msg === 'request')
		expect(requests.length).toBeGreaterThan(20)
		for (const line of requests)
			expect(line).toMatchObject({
				requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				method: expect.any(String),
				path: expect.stringMatching(/^\//),
				status: expect.any(Number),
				ms: expect.any(Number),
			})
		expect(requests.map((line) => line.path)).toContain('/answer/[token]/notice')
		for (const secret of secrets) expect(server.output(), secret).not.toContain(secret)
	},
	120_000,
)
