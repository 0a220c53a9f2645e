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

const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
try {
	const took = await loadWorld(database.owner, makeWorld({ lots: ROWS, tenants: 1, seed: 1 }))
	const copied = ROWS / ((took.lotsMs + took.linksMs) / 1_000)
	await withTenantContext(tenant, publishDefaults)
	const bytes = fileOf(ROWS)
	globalThis.gc?.()
	let peak = 0
	const timer = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss)
	}, 50)
	const parts = await importFile(bytes)
	clearInterval(timer)
	const total = parts.read + parts.check + parts.write
	const { rows } = await database.owner.query<{ lots: number; events: number }>(
		'select (select count(*)::int from lot) - $1::int as lots, (select count(*)::int from trace_event_lot) as events',
		[ROWS],
	)
	if (rows[0]?.lots !== ROWS) throw new Error(`${rows[0]?.lots} of ${ROWS} rows became lots`)
	const speed = ROWS / (total / 1_000)
	report(
		`import of ${ROWS} rows, rows a second against COPY of as many lots with their links`,
		speed / copied,
		{ least: 0.1 },
		`${Math.round(speed)} against ${Math.round(copied)} rows/s; read ${Math.round(parts.read)}, check ${Math.round(parts.check)}, write ${Math.round(parts.write)} ms; ${rows[0]?.events} event lines`,
	)
	report(
		'import, memory of the process at its most, in MB',
		peak / 1_048_576,
		{ most: MOST_MB },
		'resident, with the portal itself',
	)
} finally {
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
