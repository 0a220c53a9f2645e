import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkMapping, type MappingProblem } from './check-mapping.model.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { ImportMapping, LotImport } from './intake.entity.server.ts'
import { headerSignature } from './propose-mapping.model.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'

export type ChooseMappingError = { code: 'unknown-import' } | { code: 'wrong-status'; status: string } | { code: 'mapping-incomplete'; problems: MappingProblem[] }

/** Statuses from which a mapping may be chosen, again if the dry run shows it wrong. */
const OPEN = ['mapping', 'ready']

/**
 * Says how the columns are to be read, remembers it for this supplier and these headers, and queues the dry run.
 * Errors: `unknown-import`; `wrong-status` (running or ended); `mapping-incomplete` (a needed field is missing or twice).
 */
export async function chooseMapping(ctx: Context, importId: string, mapping: Mapping): Promise<Result<true, ChooseMappingError>> {
	await ctx.em.execute('select id from lot_import where id = ? for update', [importId])
	const row = await ctx.em.findOne(LotImport, { id: importId })
	if (!row) return err({ code: 'unknown-import' })
	if (!OPEN.includes(row.status)) return err({ code: 'wrong-status', status: row.status })
	const problems = checkMapping(mapping.columns)
	if (problems.length > 0) return err({ code: 'mapping-incomplete', problems })
	row.mapping = mapping
	row.status = 'dry-run'
	row.processed = 0
	await rememberMapping(ctx, row, mapping)
	await ctx.em.flush()
	await ctx.jobs.send('import.try', { importId })
	ctx.audit.record({ action: 'import.mapping', subject: { type: 'import', id: row.id, label: row.fileName }, after: { columns: mapping.columns } })
	return ok(true)
}

async function rememberMapping(ctx: Context, row: LotImport, mapping: Mapping): Promise<void> {
	const inspection = row.inspection as FileInspection | null
	if (!inspection) return
	const signature = headerSignature(inspection.columns)
	const fields = new Map(mapping.columns.map((choice) => [choice.column, choice.field]))
	const columns = inspection.columns.map((column) => ({ header: column.header, field: fields.get(column.index) ?? null }))
	const known = await ctx.em.findOne(ImportMapping, { partyId: row.partyId ?? null, signature })
	if (known) {
		known.mapping = { columns }
		known.updatedAt = ctx.now
	} else ctx.em.create(ImportMapping, { id: newId(), partyId: row.partyId ?? null, signature, mapping: { columns }, updatedAt: ctx.now })
}
