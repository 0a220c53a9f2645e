import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { api } from '#app/api.server.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { createWebApp } from '#app/platform/http/app.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { measure, reportRatio } from './compare.ts'
import { asPortal } from './portal-connection.ts'
import { startBenchDatabase } from './postgres.ts'
import { processorClock } from './processor-clock.ts'
import { openSmallDatabase } from './small-database.ts'
import { idOf, loadWorld } from './world/load-world.ts'
import { childrenOf, makeWorld, numbersFrom, reachOf, type World } from './world/make-world.ts'

/*
 * How long a trace takes: as an answer of the interface against the bare statement, with row-level security against an
 * explicit filter, and in a large database against a small one. `--lots=10000000` for more than a million.
 */

const LOTS = Number(process.argv.find((argument) => argument.startsWith('--lots='))?.slice(7) ?? 1_000_000)
const SMALL = LOTS > 1_000_000 ? 1_000_000 : Math.min(100_000, LOTS / 10)
const TENANTS = 50
const ROUNDS = 60

/** Lots of the first tenant whose forward trace has about so many lots. */
function seedsOf(world: World, wanted: number, count: number): number[] {
	const graph = childrenOf(world)
	const random = numbersFrom(wanted)
	const end = world.tenantStart[1] ?? 0
	const found: number[] = []
	for (let tries = 0; tries < 400_000 && found.length < count; tries++) {
		// Large traces begin with the raw lots that everything is made of.
		const lot = wanted > 1_000 ? tries % end : Math.floor(random() * end)
		const reach = reachOf(graph, lot, wanted * 1.5)
		if (reach > wanted * 0.8 && reach < wanted * 1.25) found.push(lot)
	}
	return found
}

/** The statement inside the function that the portal calls, with its parameter numbered, as the driver prepares it. */
async function bareStatement(owner: pg.Client): Promise<string> {
	const { rows } = await owner.query<{ prosrc: string }>("select prosrc from pg_proc where proname = 'lot_trace'")
	const forward = /way = 'forward' then\s+return \((.*?)\);/s.exec(rows[0]?.prosrc ?? '')?.[1]
	if (!forward) throw new Error('lot_trace has no forward walk')
	return forward.replaceAll('any(roots)', 'any($1::uuid[])')
}

const filtered = (sql: string, tenant: string): string =>
	sql
		.replaceAll('join lot_link l on ', `join lot_link l on l.tenant_id = '${tenant}' and `)
		.replace('join lot n on ', `join lot n on n.tenant_id = '${tenant}' and `)
		.replaceAll('select node from lot where ', `select node from lot where tenant_id = '${tenant}' and `)
		.replace('from item i where ', `from item i where i.tenant_id = '${tenant}' and `)
		.replace('from party p where ', `from party p where p.tenant_id = '${tenant}' and `)

const tenant = idOf('tenant', 0)
const array = (lot: number): string => `{${idOf('lot', lot)}}`

const clients: pg.Client[] = []

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
const statement = await bareStatement(database.owner)
const run = (client: pg.Client, name: string, text: string, lot: number) =>
	client.query({ name, text, values: [array(lot)] })

try {
	const world = makeWorld({ lots: LOTS, tenants: TENANTS, seed: 1 })
	const took = await loadWorld(database.owner, world)
	process.stdout.write(
		`${world.lots} lots, ${world.parents.length} links, ${TENANTS} tenants; COPY ${Math.round(took.lotsMs + took.linksMs)} ms\n`,
	)
	const made = await withTenantContext(tenant, (ctx) =>
		createApiKey(ctx, {
			name: 'Bench',
			scopes: ['events:read', 'lots:read'],
			partyId: undefined,
			expiresOn: undefined,
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	const app = createWebApp({
		dev: false,
		api,
		pages: async () => new Response('', { status: 404 }),
		accepting: () => true,
		ready: async () => true,
	})
	const headers = { Authorization: `Bearer ${made.value.secret}` }
	const ask = async (lot: number) => {
		const response = await app.request(`/api/v1/lots/${idOf('lot', lot)}/trace?direction=forward`, { headers })
		// As it goes to the socket.
		const bytes = await response.arrayBuffer()
		if (response.status !== 200) throw new Error(new TextDecoder().decode(bytes))
		return bytes.byteLength
	}
	const client = await asPortal(database.url, tenant)
	clients.push(client)
	const owner = database.owner
	await owner.query('set jit = off')
	const processor = await processorClock(owner)
	const explicit = filtered(statement, tenant)
	for (const [size, most] of [
		[100, 2],
		[5_000, 1.5],
	] as const) {
		const seeds = seedsOf(world, size, 40)
		if (seeds.length === 0) {
			process.stdout.write(`no lot of this world reaches about ${size} others\n`)
			continue
		}
		const seed = (round: number) => seeds[round % seeds.length] as number
		const times = await measure(
			{
				bare: (round) => run(client, 'trace', statement, seed(round)),
				answer: (round) => ask(seed(round)),
				filter: (round) => run(owner, 'filtered', explicit, seed(round)),
			},
			// A server that has answered for a while: what is small is done often enough for its code to be compiled; what is
			// large leaves megabytes behind each time, and pays for its own.
			size === 100 ? { rounds: ROUNDS * 4, warmUp: 800 } : { rounds: ROUNDS / 4, warmUp: 2, inARow: 4 },
		)
		reportRatio(
			`trace of about ${size} lots, answer of the interface against the bare statement`,
			times.answer,
			times.bare,
			most,
		)
		reportRatio(
			`trace of about ${size} lots, row-level security against an explicit filter`,
			times.bare,
			times.filter,
			1.25,
		)
		const spent = async (work: (round: number) => Promise<unknown>) => {
			const before = processor()
			for (let round = 0; round < ROUNDS; round++) await work(round)
			return (processor() - before) / ROUNDS
		}
		const bare = await spent((round) => run(client, 'trace', statement, seed(round)))
		const answer = await spent((round) => ask(seed(round)))
		process.stdout.write(
			`         processor time of portal and database: ${(answer / bare).toFixed(2)}; ${answer.toFixed(1)} ms against ${bare.toFixed(1)} ms\n`,
		)
	}

	const smallName = 'lotline_bench_small'
	const smallUrl = database.url.replace(/\/[^/]*$/, `/${smallName}`)
	await owner.query(`drop database if exists ${smallName} with (force)`)
	await owner.query(`create database ${smallName}`)
	const small = await openSmallDatabase(smallUrl, folder)
	const smallWorld = makeWorld({ lots: SMALL, tenants: TENANTS, seed: 1 })
	clients.push(small.owner)
	await loadWorld(small.owner, smallWorld)
	const smallClient = await asPortal(smallUrl, tenant)
	clients.push(smallClient)
	const inSmall = seedsOf(smallWorld, 100, 40)
	const inLarge = seedsOf(world, 100, 40)
	const times = await measure(
		{
			small: (round) => run(smallClient, 'trace', statement, inSmall[round % inSmall.length] as number),
			large: (round) => run(client, 'trace', statement, inLarge[round % inLarge.length] as number),
		},
		{ rounds: ROUNDS * 4, warmUp: 40 },
	)
	reportRatio(`trace of about 100 lots among ${LOTS} against among ${SMALL}`, times.large, times.small, 1.3)
} finally {
	for (const client of clients) await client.end()
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
