import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv } from '#app/platform/env.server.ts'
import type { WebApp } from '#app/platform/http/app.server.ts'
import type { RunningPortal } from '../../app/start-portal.server.ts'
import { columnsOf, insertOf } from '../support/any-row.ts'
import { type BuiltRoute, hasBundle, loadBundle } from '../support/bundle.ts'
import { routePaths } from '../support/route-paths.ts'
import { CALL_BODIES, NOT_RECORDS, PUBLIC, QUERIES, RECORDS, type RecordSource } from './record-addresses.ts'

/*
 * Every address with a parameter × every role × the id of another company's record: the answer is the one for an id that
 * nobody has. Addresses come from the route table and the OpenAPI document. On the built portal, on the embedded
 * database; the policies are the same on both engines.
 */

const PASSWORD = 'demo-for-this-test'
const KEY = 'lot_demo-key-for-this-test-only'
const BASE = 'http://localhost:3000'

const isolationTest = test.runIf(hasBundle())
const folder = mkdtempSync(join(tmpdir(), 'lotline-isolation-'))
let running: RunningPortal
let app: WebApp
let built: BuiltRoute[] = []
let people: { email: string; role: string; cookie: string }[] = []

const sql = <T>(text: string, params: unknown[] = []): Promise<T[]> =>
	running.portal.orm.em.fork().execute<T[]>(text, params)

beforeAll(async () => {
	if (!hasBundle()) return
	const { entry, pages, routes } = await loadBundle()
	built = routes
	const env = parseEnv({
		NODE_ENV: 'test',
		DATA_DIR: folder,
		LOG_LEVEL: 'silent',
		DEMO_PASSWORD: PASSWORD,
		DEMO_API_KEY: KEY,
	})
	running = await entry.startPortal(env, { work: false })
	await entry.seedDemo(running.portal)
	await giveOneOfEach('harvest')
	app = entry.createWebApp({ dev: false, api: entry.api, pages, accepting: () => true, ready: async () => true })
	const rows = await sql<{ email: string; role: string }>(
		`select distinct on (m.role) a.email, m.role from membership m join account a on a.id = m.account_id join tenant t on t.id = m.tenant_id
		where t.key = 'aurora' order by m.role, a.email`,
	)
	people = []
	for (const { email, role } of rows) people.push({ email, role, cookie: await logIn(email) })
}, 300_000)

afterAll(async () => {
	await running?.stop(1_000)
	rmSync(folder, { recursive: true, force: true })
})

/** A row of any values for each kind of record of which a company has none, so that every address has a foreign id. */
async function giveOneOfEach(tenant: 'aurora' | 'harvest'): Promise<void> {
	const lacking = new Map<string, RecordSource>()
	for (const record of Object.values(RECORDS))
		if (!(await recordValue(tenant, record))) lacking.set(`${record.table} ${record.where ?? ''}`.trim(), record)
	const [row] = await sql<{ id: string }>('select id from tenant where key = ?', [tenant])
	await running.portal.orm.em.fork().transactional(async (em) => {
		await em.execute("set local session_replication_role = 'replica'")
		for (const { table, given } of lacking.values()) {
			const [statement, values] = insertOf(table, await columnsOf(em, table), { tenant_id: row?.id, ...given })
			await em.execute(statement, values)
		}
	})
	process.stdout.write(`Given to ${tenant}, which had none: ${[...lacking.keys()].join(', ') || 'nothing'}\n`)
}

async function logIn(email: string): Promise<string> {
	const response = await app.request(`${BASE}/login`, {
		method: 'POST',
		headers: { Host: 'localhost:3000', Origin: BASE, 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ email, password: PASSWORD, next: '/' }).toString(),
	})
	const cookie = response.headers.get('set-cookie')?.split(';')[0]
	if (response.status !== 302 || !cookie) throw new Error(`${email} could not log in: ${response.status}`)
	return cookie
}

/** A value of one company's record; null where it has none. */
async function recordValue(
	tenant: 'aurora' | 'harvest',
	{ table, column = 'id', where = 'true' }: RecordSource,
	not: string[] = [],
): Promise<string | null> {
	const [row] = await sql<{ value: string }>(
		`select "${column}"::text as value from "${table}" where tenant_id = (select id from tenant where key = ?) and ${where}
		and not ("${column}"::text = any(?::text[])) order by 1 limit 1`,
		[tenant, `{${not.join(',')}}`],
	)
	return row?.value ?? null
}

/** A value of the same kind that nobody has. */
const nobodys = (value: string): string =>
	/^[0-9a-f]{8}-/.test(value)
		? randomUUID()
		: /^[0-9a-f]{64}$/.test(value)
			? randomUUID().replaceAll('-', '').repeat(2)
			: `ZZ-${randomUUID().slice(0, 8)}`

const keyOf = (path: string, parameter: string): string => {
	const segments = path.split('/')
	const at = segments.indexOf(`:${parameter}`)
	const longer = segments.slice(Math.max(0, at - 2), at + 1).join('/')
	return longer in RECORDS ? longer : `${segments[at - 1] ?? ''}/:${parameter}`
}

const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

type Answer = { status: number; location: string | null; body: string }

/** An answer without what differs between any two: ids asked for, nonces, times. */
async function read(response: Response, ids: readonly string[]): Promise<Answer> {
	let body = await response.text()
	let location = response.headers.get('location')
	for (const id of ids) {
		for (const form of [id, encodeURIComponent(id)]) {
			body = body.replaceAll(form, '<id>')
			location = location?.replaceAll(form, '<id>') ?? null
		}
	}
	body = body
		.replaceAll(/nonce="[^"]*"/g, '')
		.replaceAll(/"elapsedMs",?:?\s*[\d.]+/g, '')
		.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
	return { status: response.status, location, body }
}

type Ask = {
	path: string
	cookie?: string
	key?: string
	method?: 'GET' | 'POST' | 'PATCH'
	body?: string
	type?: string
}

const ask = ({ path, cookie, key, method = 'GET', body, type }: Ask): Promise<Response> =>
	Promise.resolve(
		app.request(`${BASE}${path}`, {
			method,
			headers: {
				Host: 'localhost:3000',
				Origin: BASE,
				Accept: 'text/html',
				...(cookie ? { Cookie: cookie } : {}),
				...(key ? { Authorization: `Bearer ${key}` } : {}),
				...(type ? { 'Content-Type': type } : {}),
			},
			...(body === undefined ? {} : { body }),
		}),
	)

/**
 * How an address is asked for: pages by their own data, as their script does, without that of the frame around them, which
 * knows no record; files as they are.
 */
const dataPath = (path: string, { kind, id }: BuiltRoute, method: 'GET' | 'POST' = 'GET'): string =>
	kind === 'file' ? `/${path}` : `/${path}.data${method === 'GET' ? `?_routes=${encodeURIComponent(id)}` : ''}`

/** An address with values in place of its parameters; null where a company has no such record. */
async function filled(path: string, whose: 'aurora' | 'harvest'): Promise<{ path: string; values: string[] } | null> {
	let address = path
	const values: string[] = []
	for (const parameter of parametersOf(path)) {
		const key = keyOf(path, parameter)
		const record = RECORDS[key]
		const value = record ? await recordValue(whose, record) : NOT_RECORDS[key]
		if (!value) return null
		if (record) values.push(value)
		address = address.replace(`:${parameter}`, encodeURIComponent(value))
	}
	return { path: address, values }
}

const withOthers = (address: string, values: readonly string[], others: readonly string[]): string =>
	values.reduce(
		(text, value, index) => text.replace(encodeURIComponent(value), encodeURIComponent(others[index] ?? '')),
		address,
	)

const parametrised = () => built.filter(({ path }) => path.includes(':') && !PUBLIC.includes(path))

test('knows which record every parameter of an address names', () => {
	const unknown = routePaths().flatMap(({ path }) => [
		...(path.includes('*') && !PUBLIC.includes(path) ? [path] : []),
		...parametersOf(path).flatMap((parameter) =>
			keyOf(path, parameter) in RECORDS || keyOf(path, parameter) in NOT_RECORDS
				? []
				: [`${path}: ${keyOf(path, parameter)}`],
		),
	])
	expect(unknown, 'Add them to record-addresses.ts').toEqual([])
})

isolationTest(
	'answers a page for another company’s record as for none, to every role',
	async () => {
		const leaks: string[] = []
		let compared = 0
		for (const route of parametrised()) {
			const { path } = route
			const foreign = await filled(path, 'harvest')
			if (!foreign) leaks.push(`${path}: the other company has no such record to ask for`)
			if (!foreign || foreign.values.length === 0) continue
			const others = foreign.values.map(nobodys)
			const nowhere = withOthers(foreign.path, foreign.values, others)
			for (const { role, cookie } of people) {
				for (const method of ['GET', 'POST'] as const) {
					const form = method === 'POST' ? { method, body: '', type: 'application/x-www-form-urlencoded' } : {}
					const at = (address: string) => ask({ path: dataPath(address, route, method), cookie, ...form })
					const theirs = await read(await at(foreign.path), foreign.values)
					const nobody = await read(await at(nowhere), others)
					compared += 1
					if (JSON.stringify(theirs) !== JSON.stringify(nobody))
						leaks.push(
							`${method} ${path} as ${role}: ${JSON.stringify(theirs).slice(0, 300)} / ${JSON.stringify(nobody).slice(0, 300)}`,
						)
					if (theirs.status >= 500) leaks.push(`${method} ${path} as ${role} breaks: ${theirs.status}`)
				}
			}
		}
		process.stdout.write(`pages: ${compared} answers compared, ${leaks.length} leaks\n`)
		expect(leaks).toEqual([])
	},
	900_000,
)

isolationTest(
	'answers the whole document alike too, and to nobody logged in',
	async () => {
		const leaks: string[] = []
		for (const { path } of parametrised()) {
			const foreign = await filled(path, 'harvest')
			if (!foreign || foreign.values.length === 0) continue
			const others = foreign.values.map(nobodys)
			const nowhere = withOthers(foreign.path, foreign.values, others)
			for (const who of [people.find((person) => person.role === 'compliance_admin'), undefined]) {
				const cookie = who ? { cookie: who.cookie } : {}
				const theirs = await read(await ask({ path: `/${foreign.path}`, ...cookie }), foreign.values)
				const nobody = await read(await ask({ path: `/${nowhere}`, ...cookie }), others)
				if (JSON.stringify(theirs) !== JSON.stringify(nobody))
					leaks.push(`${path} as ${who?.role ?? 'nobody'}: ${theirs.status} / ${nobody.status}`)
			}
		}
		expect(leaks).toEqual([])
	},
	900_000,
)

isolationTest(
	'finds nothing by another company’s id or code in a query',
	async () => {
		const leaks: string[] = []
		for (const { path, parameter, record, prefix = '' } of QUERIES) {
			const route = built.find((one) => one.path === path)
			if (!route) throw new Error(`${path} is asked with a query and is gone`)
			const foreign = await foreignOnly(record)
			if (!foreign) continue
			const other = nobodys(foreign)
			for (const { role, cookie } of people) {
				const asked = dataPath(path, route)
				const at = (value: string) =>
					`${asked}${asked.includes('?') ? '&' : '?'}${parameter}=${encodeURIComponent(prefix + value)}`
				const theirs = await read(await ask({ path: at(foreign), cookie }), [foreign])
				const nobody = await read(await ask({ path: at(other), cookie }), [other])
				if (JSON.stringify(theirs) !== JSON.stringify(nobody))
					leaks.push(
						`${path}?${parameter} as ${role}: ${JSON.stringify(theirs).slice(0, 300)} / ${JSON.stringify(nobody).slice(0, 300)}`,
					)
			}
		}
		expect(leaks).toEqual([])
	},
	1_200_000,
)

/** A value that Harvest has and Aurora has not: codes of the two overlap on purpose. */
async function foreignOnly(record: RecordSource): Promise<string | null> {
	const { table, column = 'id' } = record
	const own = await sql<{ value: string }>(
		`select "${column}"::text as value from "${table}" where tenant_id = (select id from tenant where key = 'aurora')`,
	)
	return recordValue(
		'harvest',
		record,
		own.map((row) => row.value),
	)
}

isolationTest(
	'opens its own records, so that the comparison means something',
	async () => {
		const closed: string[] = []
		for (const route of parametrised()) {
			const { path, reads } = route
			// What a partner sees is another's to show: it opens with the partner's own record. A file of a version needs it.
			if (!reads || path === 'rules/:key/export' || /:token/.test(path) || /^(public|notices|received)\//.test(path))
				continue
			const own = await filled(path, 'aurora')
			if (!own) continue
			const statuses = []
			for (const { cookie } of people) {
				const { status, headers } = await ask({ path: dataPath(own.path, route), cookie })
				// A link that leads on to the record's file opens it; one to the log-in does not.
				statuses.push(status === 302 && headers.get('location')?.startsWith(`/${own.path}/`) ? 200 : status)
			}
			// Two parameters may name records that do not belong together.
			if (!statuses.includes(200) && own.values.length < 2) closed.push(`${path}: ${statuses.join(' ')}`)
		}
		expect(closed).toEqual([])
	},
	600_000,
)

isolationTest(
	'answers a call for another company’s record as for none',
	async () => {
		const document = (await (await ask({ path: '/api/v1/openapi.json' })).json()) as {
			paths: Record<string, Record<string, unknown>>
		}
		const leaks: string[] = []
		const unknown: string[] = []
		let compared = 0
		for (const [template, methods] of Object.entries(document.paths)) {
			const path = template.replace('/api/v1/', '').replaceAll(/\{(\w+)\}/g, ':$1')
			if (!path.includes(':')) continue
			unknown.push(
				...parametersOf(path).flatMap((parameter) =>
					keyOf(path, parameter) in RECORDS || keyOf(path, parameter) in NOT_RECORDS
						? []
						: [`${path}: ${keyOf(path, parameter)}`],
				),
			)
			const foreign = await filled(path, 'harvest')
			if (!foreign || foreign.values.length === 0) continue
			const others = foreign.values.map(nobodys)
			const nowhere = withOthers(foreign.path, foreign.values, others)
			for (const name of Object.keys(methods)) {
				const method = name.toUpperCase() as 'GET' | 'POST' | 'PATCH'
				const body =
					method === 'GET'
						? {}
						: { body: JSON.stringify(CALL_BODIES[template.replace('/api/v1', '')] ?? {}), type: 'application/json' }
				const theirs = await read(
					await ask({ path: `/api/v1/${foreign.path}`, key: KEY, method, ...body }),
					foreign.values,
				)
				const nobody = await read(await ask({ path: `/api/v1/${nowhere}`, key: KEY, method, ...body }), others)
				compared += 1
				if (JSON.stringify(theirs) !== JSON.stringify(nobody) || theirs.status < 400 || theirs.status >= 500)
					leaks.push(
						`${method} ${path}: ${JSON.stringify(theirs).slice(0, 300)} / ${JSON.stringify(nobody).slice(0, 300)}`,
					)
			}
		}
		expect(unknown, 'Add them to record-addresses.ts').toEqual([])
		process.stdout.write(`calls: ${compared} answers compared, ${leaks.length} leaks\n`)
		expect(compared).toBeGreaterThan(5)
		expect(leaks).toEqual([])
	},
	300_000,
)

isolationTest(
	'refuses a form from a foreign page, from no page and from nowhere, on every address',
	async () => {
		const open: string[] = []
		const [admin] = people
		for (const { path } of built) {
			const address = `/${path.replaceAll(/:\w+|\*/g, 'x')}`
			for (const origin of ['https://evil.example', 'null', null]) {
				const headers: Record<string, string> = {
					Cookie: admin?.cookie ?? '',
					'Content-Type': 'application/x-www-form-urlencoded',
					...(origin === null ? {} : { Origin: origin }),
				}
				for (const at of [address, `${address === '/' ? '/_root' : address}.data`]) {
					const { status } = await app.request(`${BASE}${at}`, { method: 'POST', headers, body: '' })
					if (status !== 403) open.push(`${at} from ${origin}: ${status}`)
				}
			}
			const crossSite = await app.request(`${BASE}${address}`, {
				method: 'POST',
				headers: { Cookie: admin?.cookie ?? '', Origin: BASE, 'Sec-Fetch-Site': 'cross-site' },
				body: '',
			})
			if (crossSite.status !== 403) open.push(`${address} cross-site: ${crossSite.status}`)
		}
		expect(open).toEqual([])
	},
	120_000,
)
