import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { checkMapping } from './check-mapping.model.ts'
import { failImport, giveUpImport, untilGivenUp } from './fail-import.server.ts'
import type { LayoutChoice } from './import.schema.ts'
import { importBytes } from './import-file.server.ts'
import type { StoredInspection, StoredMapping } from './import-record.model.ts'
import { findImport, loadLookups, type RememberedLayout, rememberedMappings } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import { headerSignature, proposeMapping } from './propose-mapping.model.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'
import { inspectFile } from './read-file/inspect-file.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'import.read': { importId: string; layout?: LayoutChoice }
		'import.try': { importId: string }
		'import.run': { importId: string }
	}
}

const INCOMPLETE = {
	code: 'mapping-incomplete',
	message: {
		en: 'The columns for lot, quantity and item were not all recognised. Send a mapping with the file.',
		'zh-CN': '未能识别批号、数量和物料所在的全部列。请随文件一并提交字段对应关系。',
	},
}

/** Reads a file: what it is, how its table is laid out, what its columns probably are. */
export const readImportJob: JobDefinition<'import.read'> = {
	name: 'import.read',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 300,
	concurrency: 1,
	giveUp: giveUpImport,
	handle: untilGivenUp(async (tenantId: string, data: { importId: string; layout?: LayoutChoice }) => {
		const { importId } = data
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'queued') return
		const { sheet, headerRow } = data.layout ?? {}
		const choices = { ...(sheet === undefined ? {} : { sheet }), ...(headerRow === undefined ? {} : { headerRow }) }
		const inspected = await inspectFile(await importBytes(found.fileKey), found.fileName, choices)
		if (!inspected.ok) return failImport(tenantId, importId, inspected.error)
		await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => {
			const row = await findImport(ctx, importId)
			if (row?.status === 'queued') await takeIn(ctx, row, inspected.value)
		})
	}),
}

async function takeIn(ctx: Context, row: LotImport, inspection: FileInspection): Promise<void> {
	const lookups = await loadLookups(ctx, row.partyId ?? null)
	const remembered = await rememberedMappings(ctx, row.partyId ?? null)
	const knownSkus = new Set(lookups.itemsBySku.keys())
	const proposal = proposeMapping(inspection.columns, {
		remembered,
		knownSkus,
		attributes: lookups.attributes ?? [],
	})
	const same = remembered.find((one) => one.signature === headerSignature(inspection.columns))
	const layout = same ? { on: same.updatedAt.toISOString(), columns: inspection.columns.length } : null
	row.inspection = { ...inspection, proposal, layout }
	row.rows = inspection.dataRowCount
	row.mapping ??= { columns: chosenColumns(row.inspection, same) }
	await goOn(ctx, row)
}

/** What is proposed, with the ways of writing that were chosen for the same columns before. */
function chosenColumns(inspection: StoredInspection, same: RememberedLayout | undefined): StoredMapping['columns'] {
	return inspection.proposal.map(({ column, field }, at) => {
		const { header: _header, field: _field, ...writing } = same?.columns[at] ?? { header: '', field: null }
		return { column, field, ...writing }
	})
}

/** A program that named a mode goes on by itself; people look at the columns first. */
async function goOn(ctx: Context, row: LotImport): Promise<void> {
	if (row.mode === null) {
		row.status = 'mapping'
	} else if (checkMapping(row.mapping?.columns ?? []).length > 0) {
		Object.assign(row, { status: 'failed', error: INCOMPLETE, finishedAt: ctx.now })
	} else {
		row.status = 'dry-run'
		await ctx.em.flush()
		await ctx.jobs.send('import.try', { importId: row.id })
	}
}
