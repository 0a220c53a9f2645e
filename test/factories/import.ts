import { chooseMapping } from '#app/features/intake/choose-mapping.server.ts'
import { commitImport } from '#app/features/intake/commit-import.server.ts'
import type { ImportMode } from '#app/features/intake/import.model.ts'
import { keepImportFile } from '#app/features/intake/import-file.server.ts'
import { findImport } from '#app/features/intake/import-work.queries.server.ts'
import type { LotImport } from '#app/features/intake/intake.entity.server.ts'
import { readImportJob } from '#app/features/intake/read-import.job.server.ts'
import { runImportJob } from '#app/features/intake/run-import.job.server.ts'
import { startImport } from '#app/features/intake/start-import.server.ts'
import { tryImportJob } from '#app/features/intake/try-import.job.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { JobRun } from '#app/platform/jobs/job.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs } from './tenant.ts'

/** What a job finds beside its data; `stopAfter` is how often it may ask before it is told to stop. */
export const jobRun = (more: { stopAfter?: number; lastAttempt?: boolean } = {}): JobRun => {
	let asked = 0
	const signal = new AbortController().signal
	Object.defineProperty(signal, 'aborted', { get: () => more.stopAfter !== undefined && asked++ >= more.stopAfter })
	return { id: 'job', attempt: 1, lastAttempt: more.lastAttempt ?? false, signal }
}

const text = (bytes: string | Uint8Array): Uint8Array =>
	typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes

/** A file taken in and read, waiting for its columns to be confirmed; answers the import's id. */
export async function readInFile(
	tenant: TenantInfo,
	actor: Actor,
	file: { bytes: string | Uint8Array; name?: string; partyId?: string | null; mode?: ImportMode },
): Promise<string> {
	const kept = await keepImportFile(tenant.id, text(file.bytes), file.name ?? 'lots.csv')
	const { partyId, mode } = file
	const started = await actAs(tenant, actor, (ctx) =>
		startImport(ctx, { file: kept, ...(partyId === undefined ? {} : { partyId }), ...(mode ? { mode } : {}) }),
	)
	if (!started.ok) throw new Error(`The import was refused: ${started.error.code}`)
	await readImportJob.handle(tenant.id, { importId: started.value.id }, jobRun())
	return started.value.id
}

/** Takes the proposed columns and runs the dry run; answers the import as it is then. */
export async function tryFile(
	tenant: TenantInfo,
	actor: Actor,
	file: Parameters<typeof readInFile>[2],
): Promise<LotImport> {
	const id = await readInFile(tenant, actor, file)
	const row = await importOf(tenant, id)
	if (!row.mapping) throw new Error(`The file was not read: ${JSON.stringify(row.error)}`)
	const columns = row.mapping.columns
	const chosen = await actAs(tenant, actor, (ctx) => chooseMapping(ctx, id, { columns }))
	if (!chosen.ok) throw new Error(`The columns were refused: ${JSON.stringify(chosen.error)}`)
	await tryImportJob.handle(tenant.id, { importId: id }, jobRun())
	return importOf(tenant, id)
}

/** Commits an import that was tried and writes its rows. */
export async function runFile(
	tenant: TenantInfo,
	actor: Actor,
	id: string,
	mode: 'good-rows' | 'all-or-nothing' = 'good-rows',
	run = jobRun(),
): Promise<LotImport> {
	const committed = await actAs(tenant, actor, (ctx) => commitImport(ctx, id, mode))
	if (!committed.ok) throw new Error(`The import was refused: ${committed.error.code}`)
	await runImportJob.handle(tenant.id, { importId: id }, run)
	return importOf(tenant, id)
}

/** The import as it is now. */
export const importOf = (tenant: TenantInfo, id: string): Promise<LotImport> =>
	withTenantContext(tenant.id, async (ctx) => {
		const row = await findImport(ctx, id)
		if (!row) throw new Error(`There is no import ${id}`)
		return row
	})

/** A CSV of good lots of one item, numbered from 1. */
export const goodLots = (sku: string, rows: number, prefix = 'B'): string =>
	`Item code,Lot no,Mfg date,Exp date,Qty,Unit\n${Array.from({ length: rows }, (_, index) => `${sku},${prefix}-${String(index + 1).padStart(6, '0')},2026-10-01,2028-10-01,12.5,kg`).join('\n')}\n`

/** Supplier lots of a tenant in the order of their codes. */
export const supplierLots = (tenant: TenantInfo): Promise<string[]> =>
	withTenantContext(tenant.id, async (ctx) => {
		const rows = await ctx.em.execute<{ supplier_lot: string }[]>(
			'select supplier_lot from lot where supplier_lot is not null order by supplier_lot',
		)
		return rows.map((row) => row.supplier_lot)
	})
