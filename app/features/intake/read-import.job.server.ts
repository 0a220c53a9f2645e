import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { checkMapping } from './check-mapping.model.ts'
import { importBytes } from './import-file.server.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { findImport, loadLookups, rememberedMappings } from './intake.queries.server.ts'
import { proposeMapping } from './propose-mapping.model.ts'
import { inspectFile } from './read-file/inspect-file.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'import.read': { importId: string }
		'import.try': { importId: string }
		'import.run': { importId: string }
	}
}

/** Reads a file: what it is, how its table is laid out, what its columns probably are. */
export const readImportJob: JobDefinition<'import.read'> = {
	name: 'import.read',
	retries: 2,
	retryDelaySeconds: 2,
	timeoutSeconds: 300,
	concurrency: 1,
	handle: async (tenantId, { importId }) => {
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'queued') return
		const inspected = await inspectFile(await importBytes(found.fileKey), found.fileName)
		await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => {
			const row = await findImport(ctx, importId)
			if (row?.status !== 'queued') return
			if (!inspected.ok) {
				row.status = 'failed'
				row.error = inspected.error
				row.finishedAt = ctx.now
				return
			}
			const lookups = await loadLookups(ctx, row.partyId ?? null)
			const proposal = proposeMapping(inspected.value.columns, { remembered: await rememberedMappings(ctx, row.partyId ?? null), knownSkus: new Set(lookups.itemsBySku.keys()) })
			row.inspection = { ...inspected.value, proposal }
			row.rows = inspected.value.dataRowCount
			const given = row.mapping as Mapping | null
			const mapping: Mapping = given ?? { columns: proposal.map(({ column, field }) => ({ column, field })) }
			row.mapping = mapping
			// A program that named a mode goes on by itself; people look at the columns first.
			const goesOn = row.mode !== null && checkMapping(mapping.columns).length === 0
			if (row.mode !== null && !goesOn) {
				row.status = 'failed'
				row.error = { code: 'mapping-incomplete', message: { en: 'The columns for lot, quantity and item were not all recognised. Send a mapping with the file.', 'zh-CN': '未能识别批号、数量和物料所在的全部列。请随文件一并提交字段对应关系。' } }
				row.finishedAt = ctx.now
				return
			}
			row.status = goesOn ? 'dry-run' : 'mapping'
			await ctx.em.flush()
			if (goesOn) await ctx.jobs.send('import.try', { importId })
		})
	},
}
