import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { goodLots } from '../factories/import.ts'
import { makeItem } from '../factories/item.ts'
import { makeTenant } from '../factories/tenant.ts'
import { hasBundle } from '../support/bundle.ts'
import { type PortalProcess, startServer } from '../support/portal-process.ts'
import { copyTemplate, hasEngine } from '../support/test-portal.ts'
import { until } from '../support/until.ts'

/*
 * What was acknowledged is not lost: the whole portal is killed at random points of an import, from the moment at which
 * the file was taken on, and started again. In the end every row is there, once.
 */

const killTest = test.runIf(hasEngine() && hasBundle())

const ROWS = 10_000
const KILLS = 3

type Import = { id: string; status: string; processed: number; created: number; rows: number }
type Page = { items: { code: string }[]; nextCursor: string | null }

const dataDirs: string[] = []

/** A company that may import, with an item to import lots of; the portal that made it has ended. */
async function makeCompany() {
	const copy = await copyTemplate()
	dataDirs.push(copy.dataDir)
	const running = await startPortal(parseEnv({ LOG_LEVEL: 'silent', NODE_ENV: 'test', ...copy.env }), { work: false })
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const { sku } = await makeItem(tenant)
	await running.stop(1_000)
	return { env: { ...copy.env, SESSION_SECRET: 'x'.repeat(32) }, key, sku }
}

/** Starts the portal and waits until it takes work; answers after how long it did. */
async function startReady(env: Record<string, string>): Promise<{ server: PortalProcess; readyMs: number }> {
	const started = performance.now()
	const server = await startServer(env)
	await until('the portal is ready', async () => (await fetch(`${server.url}/readyz`)).status === 200, 30_000, 50)
	return { server, readyMs: Math.round(performance.now() - started) }
}

async function get<T>(server: PortalProcess, key: string, path: string): Promise<T> {
	const ask = () => fetch(`${server.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${key}` } })
	// A connection kept alive may be closed by the server at the very moment at which it is used again.
	const response = await ask().catch((error: unknown) => {
		if (server.process.exitCode !== null) throw new Error(`The server ended: ${server.output()}`, { cause: error })
		return ask()
	})
	if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
	return (await response.json()) as T
}

async function upload(server: PortalProcess, key: string, text: string): Promise<string> {
	const form = new FormData()
	form.set('file', new File([text], 'lots.csv', { type: 'text/csv' }))
	form.set('mode', 'good-rows')
	const response = await fetch(`${server.url}/api/v1/imports`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${key}` },
		body: form,
	})
	expect(response.status).toBe(202)
	return ((await response.json()) as Import).id
}

async function allCodes(server: PortalProcess, key: string): Promise<string[]> {
	const codes: string[] = []
	for (let cursor: string | null = ''; cursor !== null; ) {
		const page: Page = await get(server, key, `/lots?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
		codes.push(...page.items.map((lot) => lot.code))
		cursor = page.nextCursor
	}
	return codes.sort()
}

killTest(
	`imports ${ROWS} rows once each, the portal killed up to ${KILLS} times meanwhile`,
	async () => {
		const { env, key, sku } = await makeCompany()
		const text = goodLots(sku, ROWS)
		let { server } = await startReady(env)
		const id = await upload(server, key, text)
		const read = () => get<Import>(server, key, `/imports/${id}`)
		const isOver = async () => /^(done|failed|cancelled)$/.test((await read()).status)
		const points: string[] = []
		const ready: number[] = []
		let written = 0
		// While rows are written the embedded database answers late: no answer in time means that it is at work.
		const isAtWork = () =>
			Promise.race([read().then(({ status, processed }) => status === 'done' || processed > written), sleep(500, true)])
		while (points.length < KILLS && !(points.length > 0 && (await isOver()))) {
			// The first kill hits reading and trying, wherever they are by then.
			if (points.length > 0) await until('rows are written', isAtWork)
			await sleep(Math.random() * 1_000)
			await server.kill('SIGKILL')
			const again = await startReady(env)
			server = again.server
			ready.push(again.readyMs)
			const { status, processed } = await read()
			points.push(`${status} ${processed}`)
			written = processed
		}
		await until('the import has ended', isOver, 240_000)
		expect(await read()).toMatchObject({ status: 'done', rows: ROWS, processed: ROWS, created: ROWS })
		const wanted = Array.from({ length: ROWS }, (_, index) => `B-${String(index + 1).padStart(6, '0')}`)
		expect(await allCodes(server, key)).toEqual(wanted)
		expect(await get(server, key, '/audit/verify')).toMatchObject({ valid: true })
		expect(await server.kill('SIGTERM')).toBe(0)
		for (const dataDir of dataDirs) rmSync(dataDir, { recursive: true, force: true })
		process.stdout.write(
			`${ROWS} rows, killed ${points.length} times, found again at ${points.join(', ')}: none missing, none doubled; ready again after ${ready.join(', ')} ms\n`,
		)
	},
	420_000,
)
