import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkMapping, type MappingProblem } from './check-mapping.model.ts'
import { findOwnImport, type ImportStepError } from './find-own-import.server.ts'
import { hiddenColumns, keepHidden } from './hidden-columns.server.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { ImportMapping, type LotImport } from './intake.entity.server.ts'
import { headerSignature } from './propose-mapping.model.ts'

export type ChooseMappingError = ImportStepError | { code: 'mapping-incomplete'; problems: MappingProblem[] }

/**
 * Says how the columns are to be read, remembers it for this supplier and these headers, and queues the dry run. Repairs
 * of single rows stay, and so does what is chosen for columns that are hidden from the actor. An import that was refused as a whole may be tried again.
 * Errors: `unknown-import`; `forbidden`; `wrong-status` (running or ended); `mapping-incomplete` (a needed field is
 * missing or twice).
 */
export async function chooseMapping(
	ctx: Context,
	importId: string,
	mapping: Mapping,
): Promise<Result<true, ChooseMappingError>> {
	const found = await findOwnImport(ctx, importId, ['mapping', 'ready', 'failed'])
	if (!found.ok) return found
	const row = found.value
	const mayTryAgain = row.status !== 'failed' || (row.error?.code === 'rows-refused' && row.created === 0)
	if (!mayTryAgain) return err({ code: 'wrong-status', status: row.status })
	const columns = keepHidden(mapping.columns, row.mapping?.columns ?? [], await hiddenColumns(ctx, row))
	const problems = checkMapping(columns)
	if (problems.length > 0) return err({ code: 'mapping-incomplete', problems })
	row.mapping = { columns, ...(row.mapping?.repairs ? { repairs: row.mapping.repairs } : {}) }
	Object.assign(row, { status: 'dry-run', mode: null, processed: 0, error: null, finishedAt: null })
	await rememberMapping(ctx, row, { columns })
	await ctx.em.flush()
	await ctx.jobs.send('import.try', { importId })
	ctx.audit.record({
		action: 'import.mapping',
		subject: { type: 'import', id: row.id, label: row.fileName },
		after: { columns },
	})
	return ok(true)
}

async function rememberMapping(ctx: Context, row: LotImport, mapping: Mapping): Promise<void> {
	if (!row.inspection) return
	const signature = headerSignature(row.inspection.columns)
	const choices = new Map(mapping.columns.map(({ column, ...choice }) => [column, choice]))
	const columns = row.inspection.columns.map(({ header, index }) => ({
		header,
		...(choices.get(index) ?? { field: null }),
	}))
	const partyId = row.partyId ?? null
	const known = await ctx.em.findOne(ImportMapping, { partyId, signature })
	if (known) Object.assign(known, { mapping: { columns }, updatedAt: ctx.now })
	else ctx.em.create(ImportMapping, { id: newId(), partyId, signature, mapping: { columns }, updatedAt: ctx.now })
}
