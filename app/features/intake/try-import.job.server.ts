import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { planConversion } from './conversion-plan.model.ts'
import { createRowConverter } from './convert-row.model.ts'
import { importBytes } from './import-file.server.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import type { RowProblem } from './import.model.ts'
import { LotImport, LotImportProblem } from './intake.entity.server.ts'
import { findImport, loadLookups } from './intake.queries.server.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'
import { readRows } from './read-file/read-rows.server.ts'

type Found = { rowNumber: number; problems: RowProblem[]; values: string[] }

const PROGRESS_EVERY = 2_000
const WRITE_AT_ONCE = 1_000

/** Tries every row without writing any: counts, and each bad row with why. */
export const tryImportJob: JobDefinition<'import.try'> = {
	name: 'import.try',
	retries: 2,
	retryDelaySeconds: 2,
	timeoutSeconds: 900,
	concurrency: 1,
	handle: async (tenantId, { importId }) => {
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'dry-run') return
		const inspection = found.inspection as unknown as FileInspection
		const mapping = found.mapping as unknown as Mapping
		const lookups = await withBehalfContext(tenantId, found.createdBy ?? null, (ctx) => loadLookups(ctx, found.partyId ?? null))
		const convert = createRowConverter(planConversion(inspection, mapping.columns, lookups))
		const counts = { good: 0, bad: 0, rows: 0 }
		const flagged: Found[] = []
		const read = await readRows(await importBytes(found.fileKey), inspection, {
			onRow: async (row) => {
				const outcome = convert(row)
				if (outcome.kind === 'skipped') return
				counts.rows += 1
				counts[outcome.kind === 'lot' ? 'good' : 'bad'] += 1
				if (outcome.problems.length > 0) flagged.push({ rowNumber: row.rowNumber, problems: outcome.problems, values: row.values })
				if (counts.rows % PROGRESS_EVERY === 0) {
					await withTenantContext(tenantId, (ctx) => ctx.em.nativeUpdate(LotImport, { id: importId }, { processed: counts.rows }))
				}
			},
		})
		await withTenantContext(tenantId, async (ctx) => {
			const row = await findImport(ctx, importId)
			if (row?.status !== 'dry-run') return
			await ctx.em.nativeDelete(LotImportProblem, { importId })
			const rows = flagged.flatMap((entry) =>
				entry.problems.map((problem, ordinal) => ({ tenantId, importId, rowNumber: entry.rowNumber, ordinal, problem, severity: problem.severity, values: entry.values })),
			)
			for (let at = 0; at < rows.length; at += WRITE_AT_ONCE) await ctx.em.insertMany(LotImportProblem, rows.slice(at, at + WRITE_AT_ONCE))
			Object.assign(row, { rows: counts.rows, good: counts.good, bad: counts.bad, processed: counts.rows })
			if (!read.ok) {
				Object.assign(row, { status: 'failed', error: read.error, finishedAt: ctx.now })
				return
			}
			row.status = 'ready'
			if (row.mode === null) return
			await goOn(ctx, row)
		})
	},
}

/** For programs: ends after a dry run, refuses an all-or-nothing file with bad rows, runs otherwise. */
async function goOn(ctx: Parameters<Parameters<typeof withTenantContext>[1]>[0], row: NonNullable<Awaited<ReturnType<typeof findImport>>>): Promise<void> {
	if (row.mode === 'dry-run') {
		row.finishedAt = ctx.now
		return
	}
	if (row.mode === 'all-or-nothing' && row.bad > 0) {
		row.status = 'failed'
		row.finishedAt = ctx.now
		row.error = { code: 'rows-refused', message: { en: `${row.bad} rows cannot be imported, so none was. Correct them and send the file again.`, 'zh-CN': `有 ${row.bad} 行无法导入，因此未导入任何行。请更正后重新提交文件。` } }
		return
	}
	if (row.good === 0) {
		row.status = 'failed'
		row.finishedAt = ctx.now
		row.error = { code: 'nothing-to-import', message: { en: 'No row can be imported. See the errors, correct them and send the file again.', 'zh-CN': '没有可导入的行。请查看错误，更正后重新提交文件。' } }
		return
	}
	row.status = 'running'
	row.processed = 0
	row.startedAt = ctx.now
	await ctx.em.flush()
	await ctx.jobs.send('import.run', { importId: row.id })
}
