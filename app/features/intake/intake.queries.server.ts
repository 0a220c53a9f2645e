import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { UNITS } from '#app/core/unit-table.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lotKey } from './clean-value.model.ts'
import type { ConversionLookups, KnownItem } from './conversion-plan.model.ts'
import type { ErrorRow } from './error-rows.ts'
import type { ImportMode, ImportStatus, RowProblem } from './import.model.ts'
import type { ImportMapping as Mapping } from './import.schema.ts'
import { ImportMapping, LotImport } from './intake.entity.server.ts'
import type { RememberedMapping } from './propose-mapping.model.ts'
import type { FileInspection } from './read-file/file-inspection.schema.ts'

export type ImportView = {
	id: string
	status: ImportStatus
	mode: ImportMode | null
	fileName: string
	fileSize: number
	party: { id: string; name: LocalizedText } | null
	rows: number
	good: number
	bad: number
	warnings: number
	processed: number
	created: number
	error: { code: string; message: LocalizedText } | null
	inspection: FileInspection | null
	mapping: Mapping | null
	cancelRequested: boolean
	startedAt: string | null
	finishedAt: string | null
	createdAt: string
	version: number
}

type Row = {
	id: string
	status: ImportStatus
	mode: ImportMode | null
	file_name: string
	file_size: number
	party_id: string | null
	party_name: LocalizedText | null
	rows: number
	good: number
	bad: number
	warnings: number
	processed: number
	created: number
	error: ImportView['error']
	inspection: FileInspection | null
	mapping: Mapping | null
	cancel_requested: boolean
	started_at: Date | string | null
	finished_at: Date | string | null
	created_at: Date | string
	version: number
}

const time = (value: Date | string | null): string | null => (value ? new Date(value).toISOString() : null)

const toView = (row: Row): ImportView => ({
	id: row.id,
	status: row.status,
	mode: row.mode,
	fileName: row.file_name,
	fileSize: row.file_size,
	party: row.party_id && row.party_name ? { id: row.party_id, name: row.party_name } : null,
	rows: row.rows,
	good: row.good,
	bad: row.bad,
	warnings: row.warnings,
	processed: row.processed,
	created: row.created,
	error: row.error,
	inspection: row.inspection,
	mapping: row.mapping,
	cancelRequested: row.cancel_requested,
	startedAt: time(row.started_at),
	finishedAt: time(row.finished_at),
	createdAt: new Date(row.created_at).toISOString(),
	version: row.version,
})

const COLUMNS = `i.id, i.status, i.mode, i.file_name, i.file_size, i.party_id, p.name as party_name, i.rows, i.good, i.bad, i.processed, i.created,
	i.error, i.mapping, i.cancel_requested, i.started_at, i.finished_at, i.created_at, i.version,
	(select count(distinct row_number)::int from lot_import_problem w where w.import_id = i.id and w.severity = 'warning') as warnings`

/** Imports, newest first, a page at a time. */
export async function listImports(ctx: Context, page: { limit: number; cursor?: string | undefined }): Promise<{ items: ImportView[]; nextCursor: string | null }> {
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS}, null as inspection from lot_import i left join party p on p.id = i.party_id ${page.cursor ? 'where i.id < ?::uuid' : ''} order by i.id desc limit ?`,
		[...(page.cursor ? [page.cursor] : []), page.limit + 1],
	)
	const items = rows.slice(0, page.limit).map(toView)
	return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** One import with what was found in its file; null when there is none that the reader may see. */
export async function readImport(ctx: Context, id: string): Promise<ImportView | null> {
	const [row] = await ctx.em.execute<Row[]>(`select ${COLUMNS}, i.inspection from lot_import i left join party p on p.id = i.party_id where i.id = ?`, [id])
	return row ? toView(row) : null
}

/** Problems of an import in the order of its rows, a page at a time. */
export async function listProblems(
	ctx: Context,
	importId: string,
	filter: { severity?: 'error' | 'warning' | undefined; afterRow?: number | undefined; limit: number },
): Promise<{ items: RowProblem[]; nextRow: number | null; total: number }> {
	const where = `import_id = ?${filter.severity ? ' and severity = ?' : ''}`
	const values = [importId, ...(filter.severity ? [filter.severity] : [])]
	const rows = await ctx.em.execute<{ problem: RowProblem; row_number: number }[]>(
		`select problem, row_number from lot_import_problem where ${where} and row_number > ? order by row_number, ordinal limit ?`,
		[...values, filter.afterRow ?? 0, filter.limit + 1],
	)
	const [count] = await ctx.em.execute<{ total: number }[]>(`select count(*)::int as total from lot_import_problem where ${where}`, values)
	const more = rows.length > filter.limit
	return { items: rows.slice(0, filter.limit).map((row) => row.problem), nextRow: more ? (rows[filter.limit - 1]?.row_number ?? null) : null, total: count?.total ?? 0 }
}

/** The bad rows of an import with their values, a thousand at a time. */
export async function errorRowsAfter(ctx: Context, importId: string, afterRow: number): Promise<ErrorRow[]> {
	const rows = await ctx.em.execute<{ row_number: number; values: string[]; problems: RowProblem[] }[]>(
		`select row_number, (array_agg(values order by ordinal))[1] as values, json_agg(problem order by ordinal) as problems
		from lot_import_problem where import_id = ? and row_number > ? and severity = 'error' group by row_number order by row_number limit 1000`,
		[importId, afterRow],
	)
	return rows.map((row) => ({ rowNumber: row.row_number, values: row.values, problems: row.problems }))
}

/** Numbers of the rows that the dry run found bad. */
export async function badRowNumbers(ctx: Context, importId: string): Promise<Set<number>> {
	const rows = await ctx.em.execute<{ row_number: number }[]>("select distinct row_number from lot_import_problem where import_id = ? and severity = 'error'", [importId])
	return new Set(rows.map((row) => row.row_number))
}

/** What the rows of a supplier's file are checked against; without a supplier, every item and lot of the tenant's own. */
export async function loadLookups(ctx: Context, partyId: string | null): Promise<ConversionLookups> {
	const items = await ctx.em.execute<{ id: string; sku: string; unit: string; name: LocalizedText; supplier_sku: string | null }[]>(
		partyId
			? `select i.id, i.sku, i.unit, i.name, a.supplier_sku from item i join approved_supplier a on a.item_id = i.id where a.party_id = ? and i.active order by i.sku`
			: `select i.id, i.sku, i.unit, i.name, null as supplier_sku from item i where i.active order by i.sku`,
		partyId ? [partyId] : [],
	)
	const lots = await ctx.em.execute<{ supplier_lot: string }[]>(
		`select supplier_lot from lot where supplier_lot is not null and ${partyId ? 'supplier_id = ?' : 'supplier_id is null'}`,
		partyId ? [partyId] : [],
	)
	const bySku = new Map<string, KnownItem>()
	const byName = new Map<string, KnownItem | null>()
	for (const item of items) {
		const known: KnownItem = { id: item.id, sku: item.sku, unit: item.unit }
		bySku.set(item.sku, known)
		if (item.supplier_sku) bySku.set(item.supplier_sku, known)
		for (const name of [item.name.en, item.name['zh-CN']]) byName.set(name, byName.has(name) ? null : known)
	}
	return {
		itemsBySku: bySku,
		itemsByName: new Map([...byName].flatMap(([name, item]) => (item ? [[name, item] as const] : []))),
		units: new Set(UNITS.map((unit) => unit.code)),
		existingLots: new Set(lots.map((lot) => lotKey(lot.supplier_lot))),
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	}
}

/** How earlier files of this supplier were read, the newest first. */
export async function rememberedMappings(ctx: Context, partyId: string | null): Promise<RememberedMapping[]> {
	const rows = await ctx.em.find(ImportMapping, { partyId }, { orderBy: { updatedAt: 'desc' }, limit: 50 })
	return rows.map((row) => ({ signature: row.signature, columns: (row.mapping as unknown as { columns: RememberedMapping['columns'] }).columns }))
}

/** An import as its jobs need it; null when it is gone. */
export const findImport = (ctx: Context, id: string): Promise<LotImport | null> => ctx.em.findOne(LotImport, { id }, { refresh: true })
