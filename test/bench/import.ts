import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publishDefaults } from '#app/features/governance/publish-defaults.server.ts'
import { chooseMapping } from '#app/features/intake/choose-mapping.server.ts'
import { commitImport } from '#app/features/intake/commit-import.server.ts'
import { keepImportFile } from '#app/features/intake/import-file.server.ts'
import { findImport } from '#app/features/intake/import-work.queries.server.ts'
import { readImportJob } from '#app/features/intake/read-import.job.server.ts'
import { runImportJob } from '#app/features/intake/run-import.job.server.ts'
import { startImport } from '#app/features/intake/start-import.server.ts'
import { tryImportJob } from '#app/features/intake/try-import.job.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { report } from './compare.ts'
import { startBenchDatabase } from './postgres.ts'
import { processorClock } from './processor-clock.ts'
import { idOf, loadWorld } from './world/load-world.ts'
import { makeWorld } from './world/make-world.ts'

/*
 * What the import of a large file costs, from its first byte to the commit: read, checked row by row, registered with
 * events, workflow and audit; in rows a second against COPY of as many lots and links, and in memory.
 * `--rows=10000` for less than 100,000.
 */

const ROWS = Number(process.argv.find((argument) => argument.startsWith('--rows='))?.slice(7) ?? 100_000)
const MOST_MB = 300
const tenant = idOf('tenant', 0)
const run = () => ({ id: 'bench', attempt: 1, lastAttempt: true, signal: new AbortController().signal })

function fileOf(rows: number): Uint8Array {
	const lines = ['Item code,Lot no,Mfg date,Exp date,Qty,Unit']
	for (let row = 0; row < rows; row++)
		lines.push(`ITEM-${row % 40},IMP-${String(row).padStart(6, '0')},2026-10-01,2028-10-01,${1 + (row % 500)}.5,kg`)
	return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

const within = <T>(work: (ctx: Context) => Promise<T>): Promise<T> => withTenantContext(tenant, work)

/** The whole way of a file; what each part took, in milliseconds. */
async function importFile(bytes: Uint8Array): Promise<Record<'read' | 'check' | 'write', number>> {
	const started = performance.now()
	const file = await keepImportFile(tenant, bytes, 'lots.csv')
	const begun = await within((ctx) => startImport(ctx, { file }))
	if (!begun.ok) throw new Error(begun.error.code)
	const importId = begun.value.id
	await readImportJob.handle(tenant, { importId }, run())
	const found = await within((ctx) => findImport(ctx, importId))
	if (!found?.mapping) throw new Error(`The file was not read: ${JSON.stringify(found?.error)}`)
	const { columns } = found.mapping
	const chosen = await within((ctx) => chooseMapping(ctx, importId, { columns }))
	if (!chosen.ok) throw new Error(JSON.stringify(chosen.error))
	const readDone = performance.now()
	await tryImportJob.handle(tenant, { importId }, run())
	const checked = performance.now()
	const committed = await within((ctx) => commitImport(ctx, importId, 'all-or-nothing'))
	if (!committed.ok) throw new Error(JSON.stringify(committed.error))
	await runImportJob.handle(tenant, { importId }, run())
	return { read: readDone - started, check: checked - readDone, write: performance.now() - checked }
}

/** What something took: by the time of day, and of the processors, in ms. */
type Took = { wall: number; processor: number }

const between = (from: Took | undefined, to: Took | undefined): Took => ({
	wall: (to?.wall ?? 0) - (from?.wall ?? 0),
	processor: (to?.processor ?? 0) - (from?.processor ?? 0),
})

const perSecond = (ms: number): number => Math.round(ROWS / (ms / 1_000))

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
try {
	const processor = await processorClock(database.owner)
	const clock = (): Took => ({ wall: performance.now(), processor: processor() })
	const world = makeWorld({ lots: ROWS, tenants: 1, seed: 1 })
	const times: Took[] = []
	await loadWorld(database.owner, world, () => times.push(clock()))
	const copied = between(times[0], times.at(-1))
	await withTenantContext(tenant, publishDefaults)
	const bytes = fileOf(ROWS)
	globalThis.gc?.()
	const before = process.memoryUsage.rss()
	let peak = before
	const timer = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss())
	}, 50)
	const began = clock()
	const parts = await importFile(bytes)
	const imported = between(began, clock())
	clearInterval(timer)
	const { rows } = await database.owner.query<{ lots: number; events: number }>(
		'select (select count(*)::int from lot) - $1::int as lots, (select count(*)::int from trace_event_lot) as events',
		[ROWS],
	)
	if (rows[0]?.lots !== ROWS) throw new Error(`${rows[0]?.lots} of ${ROWS} rows became lots`)
	report(
		`import of ${ROWS} rows, rows a second against COPY of as many lots with their links`,
		copied.wall / imported.wall,
		{ least: 0.1 },
		`${perSecond(imported.wall)} against ${perSecond(copied.wall)} rows/s; read ${Math.round(parts.read)}, check ${Math.round(parts.check)}, write ${Math.round(parts.write)} ms; ${rows[0]?.events} event lines`,
	)
	report(
		`import of ${ROWS} rows, rows a second of processor time of portal and database, against COPY`,
		copied.processor / imported.processor,
		{ least: 0.1 },
		`${perSecond(imported.processor)} against ${perSecond(copied.processor)} rows/s`,
	)
	report(
		'import, memory of the process at its most above what it had before, in MB',
		(peak - before) / 1_048_576,
		{ most: MOST_MB },
		`resident ${(peak / 1_048_576).toFixed(0)} against ${(before / 1_048_576).toFixed(0)} MB`,
	)
} finally {
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
