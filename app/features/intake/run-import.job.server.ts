import { canonicalJson } from '#app/core/canonical-json.ts'
import { merkleRoot } from '#app/core/hash-chain.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import type { RegisterLot } from '#app/features/lots/lot.model.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { planConversion } from './conversion-plan.model.ts'
import { createRowConverter, type LotCandidate } from './convert-row.model.ts'
import { importBytes } from './import-file.server.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { LotImport } from './intake.entity.server.ts'
import { badRowNumbers, findImport, loadLookups } from './intake.queries.server.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'
import { readRows } from './read-file/read-rows.server.ts'

const CHUNK = 500

/** Rows that turned bad between dry run and import: another import was faster. */
class RowsRefused extends Error {
	readonly detail: string
	constructor(detail: string) {
		super('rows-refused')
		this.detail = detail
	}
}

const toLot = (candidate: LotCandidate, partyId: string | null): RegisterLot => ({
	item: candidate.itemId,
	quantity: candidate.quantity,
	supplierLot: candidate.supplierLot,
	supplierId: partyId,
	manufacturedOn: candidate.manufacturedOn ?? null,
	expiresOn: candidate.expiresOn ?? null,
	state: partyId ? 'announced' : 'quarantine',
	attributes: {
		...(candidate.heatNumber ? { heatNumber: candidate.heatNumber } : {}),
		...(candidate.certificateNumber ? { certificateNumber: candidate.certificateNumber } : {}),
		...(candidate.site ? { supplierSite: candidate.site } : {}),
		...(candidate.comment ? { comment: candidate.comment } : {}),
	},
})

/**
 * The good rows of a file: exactly those that the dry run found good, so that an import that goes on after a crash
 * counts the same rows, although its first lots are in the database by then.
 */
async function goodRows(tenantId: string, found: LotImport): Promise<LotCandidate[]> {
	const { lookups, bad } = await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => ({
		lookups: await loadLookups(ctx, found.partyId ?? null),
		bad: await badRowNumbers(ctx, found.id),
	}))
	const inspection = found.inspection as unknown as FileInspection
	const convert = createRowConverter(planConversion(inspection, (found.mapping as unknown as Mapping).columns, { ...lookups, existingLots: new Set() }))
	const lots: LotCandidate[] = []
	const read = await readRows(await importBytes(found.fileKey), inspection, {
		onRow: (row) => {
			const outcome = convert(row)
			if (outcome.kind === 'lot' && !bad.has(row.rowNumber)) lots.push(outcome.lot)
		},
	})
	if (!read.ok) throw new Error(`The file of import ${found.id} cannot be read again: ${read.error.code}`)
	return lots
}

/** Registers rows [from, to) and moves the counter, in the caller's transaction: both happen or neither. */
async function writeRows(ctx: Context, found: LotImport, lots: readonly LotCandidate[], range: { from: number; to: number }): Promise<void> {
	const rows = lots.slice(range.from, range.to).map((lot) => toLot(lot, found.partyId ?? null))
	const registered = await registerLots(ctx, rows, { audit: 'caller' })
	if (!registered.ok) throw new RowsRefused(registered.error.rows.map((row) => `${lots[range.from + row.index]?.supplierLot}: ${row.code}`).slice(0, 5).join('; '))
	await ctx.em.nativeUpdate(LotImport, { id: found.id }, { processed: range.to, created: range.to })
}

async function finish(tenantId: string, found: LotImport, lots: readonly LotCandidate[], count: number, cancelled: boolean): Promise<void> {
	const root = merkleRoot(lots.slice(0, count).map((lot) => canonicalJson(lot)))
	await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => {
		const row = await findImport(ctx, found.id)
		if (row?.status !== 'running') return
		Object.assign(row, { status: cancelled ? 'cancelled' : 'done', finishedAt: ctx.now, merkleRoot: root })
		ctx.audit.record({
			action: cancelled ? 'import.cancelled' : 'import.done',
			subject: { type: 'import', id: row.id, label: row.fileName },
			after: { created: count, good: row.good, bad: row.bad, mode: row.mode, merkleRoot: root },
		})
		if (found.createdBy) {
			await notifyAccounts(ctx, [found.createdBy], {
				title: { en: `Import of ${row.fileName} has ended: ${count} lots`, 'zh-CN': `${row.fileName} 导入结束：${count} 个批次` },
				href: `/imports/${row.id}`,
				dedupeKey: `import:${row.id}`,
			})
		}
	})
}

async function fail(tenantId: string, importId: string, detail: string): Promise<void> {
	await withTenantContext(tenantId, async (ctx) => {
		const row = await findImport(ctx, importId)
		if (!row) return
		row.status = 'failed'
		row.finishedAt = ctx.now
		row.error = {
			code: 'rows-refused',
			message: {
				en: `Rows changed their state since the dry run (${detail}). Run the dry run again.`,
				'zh-CN': `试运行之后有行的状态发生了变化（${detail}）。请重新试运行。`,
			},
		}
		ctx.audit.record({ action: 'import.failed', subject: { type: 'import', id: row.id, label: row.fileName }, after: { detail, created: row.created } })
	})
}

/**
 * Imports the good rows. `good-rows` goes set by set, each with its counter in one transaction, so that a killed
 * process goes on where it was, with nothing missing and nothing doubled; `all-or-nothing` is one transaction.
 */
export const runImportJob: JobDefinition<'import.run'> = {
	name: 'import.run',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	handle: async (tenantId, { importId }) => {
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'running') return
		const all = await goodRows(tenantId, found)
		try {
			if (found.mode === 'all-or-nothing') {
				await withBehalfContext(tenantId, found.createdBy ?? null, (ctx) => writeRows(ctx, found, all, { from: 0, to: all.length }))
				return await finish(tenantId, found, all, all.length, false)
			}
			for (let from = found.processed; from < all.length; from += CHUNK) {
				const to = Math.min(all.length, from + CHUNK)
				const cancelled = await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => {
					const row = await findImport(ctx, importId)
					if (row?.cancelRequested) return true
					await writeRows(ctx, found, all, { from, to })
					return false
				})
				if (cancelled) return await finish(tenantId, found, all, from, true)
			}
			await finish(tenantId, found, all, all.length, false)
		} catch (error) {
			if (!(error instanceof RowsRefused)) throw error
			await fail(tenantId, importId, error.detail)
		}
	},
}
