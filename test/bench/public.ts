import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, report } from './compare.ts'
import { startBenchDatabase } from './postgres.ts'
import { type ServerProcess, startServer, startWeb } from './server-process.ts'

/*
 * What the page costs that a stranger sees who scans a code, with origins, journey, certificates and the check of its
 * audit entries: against a Remix page with one lookup by primary key, each from a process of its own, in turn, by time and
 * by processor time; as the portal answers scans of the same forty codes, and where each page must be drawn anew. Needs
 * Linux and the built portal.
 */

const ROUNDS = 400

type PublicLot = { id: string; gtin: string; code: string }

async function fetched(url: string): Promise<void> {
	const response = await fetch(url, { headers: { 'accept-language': 'en' } })
	const page = await response.text()
	if (response.status !== 200 || !page.includes('</html>')) throw new Error(`${url}: ${response.status}`)
}

/** Processor milliseconds of a server for one page. */
async function processorMs(
	server: ServerProcess,
	pages: number,
	page: (round: number) => Promise<void>,
): Promise<number> {
	const before = server.cpuMs()
	for (let round = 0; round < pages; round++) await page(round)
	return (server.cpuMs() - before) / pages
}

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
const servers: ServerProcess[] = []
try {
	const web = await startWeb(database.url, mkdtempSync(join(folder, 'web-')), { SEED: 'demo' })
	servers.push(web)
	const { rows: lots } = await database.owner.query<PublicLot>(
		`select l.id, g.gtin, l.code from public_gtin g join lot l on l.tenant_id = g.tenant_id and l.item_id = g.item_id
		where l.category = 'done' order by l.node limit 40`,
	)
	if (lots.length === 0) throw new Error('The demonstration has no lot with a public page')
	const bare = await startServer('test/bench/bare-remix.ts', {
		env: { DATABASE_URL: database.url },
		path: `/lot/${lots[0]?.id}`,
	})
	servers.push(bare)
	const lotOf = (round: number) => lots[round % lots.length] as PublicLot
	const linkOf = (round: number) => `${web.origin}/01/${lotOf(round).gtin}/10/${encodeURIComponent(lotOf(round).code)}`
	let scans = 0
	const works = {
		bare: (round: number) => fetched(`${bare.origin}/lot/${lotOf(round).id}`),
		page: (round: number) => fetched(linkOf(round)),
		// An address that nobody asked for before is drawn for whoever asks.
		drawn: (round: number) => fetched(`${linkOf(round)}?scan=${++scans}`),
	}
	const times = await measure(works, { rounds: ROUNDS, warmUp: 200 })
	report(
		'public page, in pages a second against the bare Remix page with one lookup',
		times.bare.median / times.page.median,
		{ least: 0.6 },
		`${times.page.median.toFixed(2)} ms against ${times.bare.median.toFixed(2)} ms, ${ROUNDS} runs in turn`,
	)
	process.stdout.write(
		`the same page drawn anew: ${times.drawn.median.toFixed(2)} ms (${(times.bare.median / times.drawn.median).toFixed(2)})\n`,
	)
	const cpu = {
		bare: await processorMs(bare, ROUNDS, works.bare),
		page: await processorMs(web, ROUNDS, works.page),
		drawn: await processorMs(web, ROUNDS, works.drawn),
	}
	for (const one of ['page', 'drawn'] as const)
		process.stdout.write(
			`processor time of the web process for a page${one === 'page' ? '' : ' drawn anew'}: ${cpu[one].toFixed(2)} ms against ${cpu.bare.toFixed(2)} ms (${(cpu.bare / cpu[one]).toFixed(2)})\n`,
		)
} finally {
	for (const server of servers) await server.stop()
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
