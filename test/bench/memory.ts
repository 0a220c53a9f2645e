import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { report } from './compare.ts'
import { startBenchDatabase } from './postgres.ts'
import { type ServerProcess, startWeb } from './server-process.ts'
import { idOf, loadWorld } from './world/load-world.ts'
import { childrenOf, makeWorld, numbersFrom, reachOf } from './world/make-world.ts'

/*
 * Whether the memory of the web process stays what it is: the portal's own server answers ten thousand traces over HTTP,
 * small and large, four at a time; then whether what it holds on to is what it was after half as many again. Needs Linux and the built portal. `--traces=2000` for fewer.
 */

const TRACES = Number(process.argv.find((argument) => argument.startsWith('--traces='))?.slice(9) ?? 10_000)
const LOTS = 100_000
const AT_ONCE = 4
const MOST_LOTS = 2_000
const tenant = idOf('tenant', 0)

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
let web: ServerProcess | null = null

/** Lots of the first tenant whose trace is not larger than some, as many small as large ones. */
function someLots(world: ReturnType<typeof makeWorld>): number[] {
	const graph = childrenOf(world)
	const random = numbersFrom(7)
	const end = world.tenantStart[1] ?? 0
	const lots = Array.from({ length: 600 }, () => Math.floor(random() * end))
	return lots.filter((lot) => reachOf(graph, lot, MOST_LOTS + 1) <= MOST_LOTS)
}

/** Connections that broke off; a server that is gone breaks them all. */
let broken = 0
const MOST_BROKEN = 100

async function traced(origin: string, secret: string, lot: number): Promise<number> {
	for (;;) {
		const response = await fetch(`${origin}/api/v1/lots/${idOf('lot', lot)}/trace?direction=forward`, {
			headers: { Authorization: `Bearer ${secret}` },
		}).catch(() => null)
		// The server closed the kept connection just then, before or after its head came.
		const size = (await response?.arrayBuffer().catch(() => null))?.byteLength
		if (!response || size === undefined) {
			if (++broken > MOST_BROKEN) throw new Error(`${broken} connections broke`)
			continue
		}
		if (response.status === 200) return size
		if (response.status !== 429) throw new Error(`A trace was answered with ${response.status}`)
		await sleep(Number(response.headers.get('retry-after') ?? 1) * 1_000)
	}
}

try {
	const world = makeWorld({ lots: LOTS, tenants: 50, seed: 1 })
	await loadWorld(database.owner, world)
	const made = await withTenantContext(tenant, (ctx) =>
		createApiKey(ctx, {
			name: 'Bench',
			scopes: ['events:read', 'lots:read'],
			partyId: undefined,
			expiresOn: undefined,
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	const { secret } = made.value
	const lots = someLots(world)
	web = await startWeb(database.url, mkdtempSync(join(folder, 'web-')))
	const { origin, memory } = web
	let bytes = 0
	const resident = new Map<number, number>([[0, memory()]])
	/** Asks for the next traces, four at a time. */
	const ask = async (from: number, to: number) => {
		let asked = from
		const client = async () => {
			while (asked < to) {
				const mine = asked++
				bytes += await traced(origin, secret, lots[mine % lots.length] as number)
				if ((mine + 1) % (TRACES / 10) === 0) {
					resident.set(mine + 1, memory())
					process.stdout.write(`${mine + 1} traces: ${memory().toFixed(0)} MB resident\n`)
				}
			}
		}
		await Promise.all(Array.from({ length: AT_ONCE }, client))
	}
	await ask(0, TRACES)
	const first = resident.get(TRACES / 10) ?? Number.NaN
	const last = resident.get(TRACES) ?? Number.NaN
	report(
		`memory of the web process after ${TRACES} traces against after ${TRACES / 10}`,
		last / first,
		{ most: 1.15 },
		`${last.toFixed(0)} MB against ${first.toFixed(0)} MB, ${(resident.get(0) ?? 0).toFixed(0)} MB at its start; ${(bytes / TRACES / 1_024).toFixed(0)} KB a trace`,
	)
	const before = await web.liveMemory()
	await ask(TRACES, TRACES * 1.5)
	const after = await web.liveMemory()
	report(
		`memory in use, garbage collected, after ${TRACES / 2} more traces, in MB above what it was`,
		after - before,
		{ most: 2 },
		`${after.toFixed(1)} MB against ${before.toFixed(1)} MB`,
	)
} finally {
	await web?.stop()
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
