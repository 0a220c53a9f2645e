import { withBehalfContext } from '#app/platform/request/with-context.server.ts'
import { type PlannedColumn, planConversion } from './conversion-plan.model.ts'
import { createRowConverter, type LotCandidate } from './convert-row.model.ts'
import type { RowProblem } from './import.model.ts'
import { importBytes } from './import-file.server.ts'
import { repairRows } from './import-record.model.ts'
import { badRowNumbers, loadLookups } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import type { IntakeRow } from './read-file/find-header.ts'
import { iterateRows } from './read-file/iterate-rows.server.ts'

/** A row that the dry run found good; without a lot when what it is read against has changed since then. */
export type GoodRow = {
	rowNumber: number
	values: readonly string[]
	lot: LotCandidate | null
	problems: readonly RowProblem[]
}

export type GoodRows = {
	columns: readonly PlannedColumn[]
	/** Rows that were refused while importing, in an earlier run of the job. */
	late: ReadonlySet<number>
	/** The rows in their order, so many at a time and no more of them in memory; each call reads the file anew. */
	pieces: (size: number) => AsyncGenerator<GoodRow[]>
}

/**
 * The good rows of a file: exactly those that the dry run found good, so that an import that goes on after a crash
 * counts the same rows in the same order, whatever has changed meanwhile.
 * @throws when the file cannot be read again.
 */
export async function openGoodRows(tenantId: string, found: LotImport): Promise<GoodRows> {
	const { inspection, mapping } = found
	if (!inspection || !mapping) throw new Error(`Import ${found.id} has not been read yet`)
	const { lookups, numbers } = await withBehalfContext(tenantId, found.createdBy ?? null, async (ctx) => ({
		lookups: await loadLookups(ctx, found.partyId ?? null),
		numbers: await badRowNumbers(ctx, found.id),
	}))
	const plan = planConversion(inspection, mapping.columns, lookups)
	const repair = repairRows(mapping.repairs ?? [])
	const bytes = await importBytes(found.fileKey)
	const convert = () => {
		const outcomeOf = createRowConverter(plan)
		return (given: IntakeRow): GoodRow | null => {
			const row = repair(given)
			const outcome = outcomeOf(row)
			if (outcome.kind === 'skipped' || numbers.bad.has(row.rowNumber)) return null
			const lot = outcome.kind === 'lot' ? outcome.lot : null
			return { rowNumber: row.rowNumber, values: row.values, lot, problems: lot ? [] : outcome.problems }
		}
	}
	const pieces = (size: number) => inPieces(iterateRows(bytes, inspection), convert(), size)
	return { columns: plan.columns, late: numbers.late, pieces }
}

async function* inPieces(
	rows: AsyncIterable<IntakeRow>,
	convert: (row: IntakeRow) => GoodRow | null,
	size: number,
): AsyncGenerator<GoodRow[]> {
	let piece: GoodRow[] = []
	for await (const given of rows) {
		const row = convert(given)
		if (!row) continue
		piece.push(row)
		if (piece.length < size) continue
		yield piece
		piece = []
	}
	if (piece.length > 0) yield piece
}
