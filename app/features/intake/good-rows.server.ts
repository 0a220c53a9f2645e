import { withBehalfContext } from '#app/platform/request/with-context.server.ts'
import { type PlannedColumn, planConversion } from './conversion-plan.model.ts'
import { createRowConverter, type LotCandidate } from './convert-row.model.ts'
import type { RowProblem } from './import.model.ts'
import { importBytes } from './import-file.server.ts'
import { repairRows } from './import-record.model.ts'
import { badRowNumbers, loadLookups } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import { readRows } from './read-file/read-rows.server.ts'

/** A row that the dry run found good; without a lot when what it is read against has changed since then. */
export type GoodRow = {
	rowNumber: number
	values: readonly string[]
	lot: LotCandidate | null
	problems: readonly RowProblem[]
}

/**
 * The good rows of a file: exactly those that the dry run found good, so that an import that goes on after a crash
 * counts the same rows in the same order, whatever has changed meanwhile.
 * @throws when the file cannot be read again.
 */
export async function readGoodRows(
	tenantId: string,
	found: LotImport,
): Promise<{ rows: GoodRow[]; columns: readonly PlannedColumn[] }> {
	const { inspection, mapping } = found
	if (!inspection || !mapping) throw new Error(`Import ${found.id} has not been read yet`)
	const { lookups, bad } = await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => ({
		lookups: await loadLookups(ctx, found.partyId ?? null),
		bad: (await badRowNumbers(ctx, found.id)).bad,
	}))
	const plan = planConversion(inspection, mapping.columns, lookups)
	const convert = createRowConverter(plan)
	const repair = repairRows(mapping.repairs ?? [])
	const rows: GoodRow[] = []
	const read = await readRows(await importBytes(found.fileKey), inspection, {
		onRow: (given) => {
			const row = repair(given)
			const outcome = convert(row)
			if (outcome.kind === 'skipped' || bad.has(row.rowNumber)) return
			const lot = outcome.kind === 'lot' ? outcome.lot : null
			rows.push({ rowNumber: row.rowNumber, values: row.values, lot, problems: lot ? [] : outcome.problems })
		},
	})
	if (!read.ok) throw new Error(`The file of import ${found.id} cannot be read again: ${read.error.code}`)
	return { rows, columns: plan.columns }
}
