import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { UNITS } from '#app/core/unit-table.ts'
import { unitOf } from '#app/core/units.ts'
import { itemUnitsOf } from '#app/features/catalog/item-units.queries.server.ts'
import { isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { asRecords, insertOf } from '#app/platform/db/records.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ConversionLookups, KnownItem } from './conversion-plan.model.ts'
import type { ErrorRow } from './error-rows.ts'
import type { RowProblem } from './import.model.ts'
import type { RememberedColumn } from './import-record.model.ts'
import { ImportMapping, LotImport, LotImportProblem } from './intake.entity.server.ts'

/** Problems that turned up only while importing are numbered from here; the dry run's are below. */
const LATE = 1_000

/** An import as its jobs need it; null when it is gone. */
export const findImport = (ctx: Context, id: string): Promise<LotImport | null> =>
	ctx.em.findOne(LotImport, { id }, { refresh: true })

/** Where a running import stands, locked, so that two workers never write the same rows; null when it is gone. */
export async function lockProgress(
	ctx: Context,
	id: string,
): Promise<{ status: string; processed: number; cancelRequested: boolean } | null> {
	const [row] = await ctx.em.execute<{ status: string; processed: number; cancel_requested: boolean }[]>(
		'select status, processed, cancel_requested from lot_import where id = ? for update',
		[id],
	)
	return row ? { status: row.status, processed: row.processed, cancelRequested: row.cancel_requested } : null
}

/** Moves the counters of an import. */
export async function moveProgress(
	ctx: Context,
	id: string,
	to: { processed: number; created?: number },
): Promise<void> {
	await ctx.em.execute('update lot_import set processed = ?, created = created + ? where id = ?', [
		to.processed,
		to.created ?? 0,
		id,
	])
}

export type FlaggedRow = { rowNumber: number; problems: readonly RowProblem[]; values: readonly string[] }

const WRITE_AT_ONCE = 5_000

/** Forgets what the dry run before has found. */
export async function clearProblems(ctx: Context, importId: string): Promise<void> {
	await ctx.em.nativeDelete(LotImportProblem, { importId })
}

/** Keeps problems of rows that a dry run has found, or that turned up only while importing. */
export async function writeProblems(
	ctx: Context,
	importId: string,
	flagged: readonly FlaggedRow[],
	when: 'dry-run' | 'import',
): Promise<void> {
	const first = when === 'import' ? LATE : 0
	const rows = flagged.flatMap(({ rowNumber, problems, values }) =>
		problems.map((problem, index) => ({
			tenantId: ctx.tenant.id,
			importId,
			rowNumber,
			ordinal: first + index,
			problem,
			severity: problem.severity,
			values: [...values],
		})),
	)
	for (let at = 0; at < rows.length; at += WRITE_AT_ONCE) {
		const records = asRecords(ctx.em, LotImportProblem, rows.slice(at, at + WRITE_AT_ONCE))
		await ctx.em.execute(insertOf(records), records.params)
	}
}

/** Numbers of the rows that the dry run found bad, and of those refused only while importing. */
export async function badRowNumbers(ctx: Context, importId: string): Promise<{ bad: Set<number>; late: Set<number> }> {
	const rows = await ctx.em.execute<{ row_number: number; late: boolean }[]>(
		"select row_number, bool_and(ordinal >= ?) as late from lot_import_problem where import_id = ? and severity = 'error' group by row_number",
		[LATE, importId],
	)
	const numbers = (late: boolean) => new Set(rows.filter((row) => row.late === late).map((row) => row.row_number))
	return { bad: numbers(false), late: numbers(true) }
}

/** The bad rows of an import with their values, a thousand at a time. */
export async function errorRowsAfter(ctx: Context, importId: string, afterRow: number): Promise<ErrorRow[]> {
	const rows = await ctx.em.execute<{ row_number: number; values: string[]; problems: RowProblem[] }[]>(
		`select row_number, (jsonb_agg(values order by ordinal))->0 as values, jsonb_agg(problem order by ordinal) as problems
		from lot_import_problem where import_id = ? and row_number > ? and severity = 'error' group by row_number order by row_number limit 1000`,
		[importId, afterRow],
	)
	return rows.map((row) => ({ rowNumber: row.row_number, values: row.values, problems: row.problems }))
}

type ItemRow = { id: string; sku: string; unit: string; name: LocalizedText; supplier_sku: string | null }

/**
 * What the rows of a supplier's file are read against: the items it may deliver, by our code, its own and by name; for
 * the tenant's own stock every item. Whether a lot is there already is checked set by set (`checkLots`).
 */
export async function loadLookups(ctx: Context, partyId: string | null): Promise<ConversionLookups> {
	const items = await ctx.em.execute<ItemRow[]>(
		partyId
			? `select i.id, i.sku, i.unit, i.name, a.supplier_sku from item i join approved_supplier a on a.item_id = i.id
				where a.party_id = ? and a.status <> 'withdrawn' and i.active order by i.sku`
			: 'select i.id, i.sku, i.unit, i.name, null as supplier_sku from item i where i.active order by i.sku',
		partyId ? [partyId] : [],
	)
	const bySku = new Map<string, KnownItem>()
	const byName = new Map<string, KnownItem | null>()
	for (const item of items) {
		const known: KnownItem = { id: item.id, sku: item.sku, unit: item.unit }
		if (item.supplier_sku && !bySku.has(item.supplier_sku)) bySku.set(item.supplier_sku, known)
		for (const name of new Set([item.name.en, item.name['zh-CN']])) byName.set(name, byName.has(name) ? null : known)
	}
	// Our own code wins over a supplier's that happens to be the same.
	for (const item of items) bySku.set(item.sku, { id: item.id, sku: item.sku, unit: item.unit })
	return {
		itemsBySku: bySku,
		itemsByName: new Map([...byName].flatMap(([name, item]) => (item ? [[name, item] as const] : []))),
		units: unitsOf(items, await packings(ctx, items)),
		existingLots: new Set(),
		attributes: (await loadAttributes(ctx, 'lot')).filter((one) => isInForce(one, dictionaryDay(ctx))),
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	}
}

/** Units that conversions of some of these items lead from today; which item has which, the registration checks. */
async function packings(ctx: Context, items: readonly ItemRow[]): Promise<string[]> {
	const units = await itemUnitsOf(
		ctx,
		items.map((item) => item.id),
	)
	return [...units.values()].flatMap((rows) => rows.map((row) => row.unit))
}

/** The units of these items first, then those that convert into them, then packings. */
function unitsOf(items: readonly ItemRow[], more: readonly string[]): Set<string> {
	const own = new Set(items.map((item) => item.unit))
	const dimensions = new Set([...own].map((code) => unitOf(code)?.dimension))
	return new Set([...own, ...UNITS.filter((unit) => dimensions.has(unit.dimension)).map((unit) => unit.code), ...more])
}

export type RememberedLayout = { signature: string; columns: RememberedColumn[]; updatedAt: Date }

/** How all earlier files of this supplier were read, the newest first: an old layout counts when its headers come again. */
export async function rememberedMappings(ctx: Context, partyId: string | null): Promise<RememberedLayout[]> {
	const rows = await ctx.em.find(ImportMapping, { partyId }, { orderBy: { updatedAt: 'desc' } })
	return rows.map(({ signature, mapping, updatedAt }) => ({ signature, columns: mapping.columns, updatedAt }))
}

/** Whether a party is one that delivers to the tenant. */
export async function mayDeliver(ctx: Context, partyId: string): Promise<boolean> {
	const rows = await ctx.em.execute(
		"select 1 from party where id = ? and active and kind in ('supplier', 'contract_manufacturer')",
		[partyId],
	)
	return rows.length > 0
}
