import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { hiddenColumns, maskInspection, maskMapping, maskProblem } from './hidden-columns.server.ts'
import type { ImportMode, ImportStatus, RowProblem } from './import.model.ts'
import type { StoredInspection, StoredMapping } from './import-record.model.ts'

/** An import in a list. */
export type ImportRow = {
	id: string
	status: ImportStatus
	mode: ImportMode | null
	fileName: string
	fileSize: number
	party: { id: string; name: LocalizedText } | null
	rows: number
	good: number
	bad: number
	processed: number
	created: number
	error: { code: string; message: LocalizedText } | null
	cancelRequested: boolean
	startedAt: string | null
	finishedAt: string | null
	createdAt: string
	createdBy: string | null
	version: number
}

/** One import with what was found in its file. */
export type ImportView = ImportRow & {
	/** Good rows that carry a warning. */
	warnings: number
	inspection: StoredInspection | null
	mapping: StoredMapping | null
	/** When the same file came in before; null when it did not. */
	sameFileAt: string | null
	/** Columns, from 0, of which nothing is told to the reader: they become attributes that are hidden from it. */
	hiddenColumns: number[]
	/** Root of the hash tree of the imported rows. */
	merkleRoot: string | null
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
	processed: number
	created: number
	error: ImportRow['error']
	cancel_requested: boolean
	started_at: Date | string | null
	finished_at: Date | string | null
	created_at: Date | string
	created_by_name: string | null
	version: number
}
type ViewRow = Row & {
	inspection: StoredInspection | null
	mapping: StoredMapping | null
	warnings: number
	same_file_at: Date | string | null
	merkle_root: string | null
}

const time = (value: Date | string | null): string | null => (value ? new Date(value).toISOString() : null)

const toRow = (row: Row): ImportRow => ({
	id: row.id,
	status: row.status,
	mode: row.mode,
	fileName: row.file_name,
	fileSize: row.file_size,
	party: row.party_id && row.party_name ? { id: row.party_id, name: row.party_name } : null,
	rows: row.rows,
	good: row.good,
	bad: row.bad,
	processed: row.processed,
	created: row.created,
	error: row.error,
	cancelRequested: row.cancel_requested,
	startedAt: time(row.started_at),
	finishedAt: time(row.finished_at),
	createdAt: new Date(row.created_at).toISOString(),
	createdBy: row.created_by_name,
	version: row.version,
})

const COLUMNS = `i.id, i.status, i.mode, i.file_name, i.file_size, i.party_id, p.name as party_name, i.rows, i.good, i.bad, i.processed, i.created,
	i.error, i.cancel_requested, i.started_at, i.finished_at, i.created_at, a.name as created_by_name, i.version`
const FROM = 'from lot_import i left join party p on p.id = i.party_id left join account a on a.id = i.created_by'

export type ImportSearch = {
	/** `open` those that go on or wait for somebody, `ended` the others. */
	state?: 'open' | 'ended' | undefined
	limit: number
	/** Id of the last one shown. */
	cursor?: string | undefined
}

/** Imports, newest first, a page at a time. */
export async function listImports(
	ctx: Context,
	search: ImportSearch,
): Promise<{ items: ImportRow[]; nextCursor: string | null }> {
	const where: string[] = []
	if (search.cursor) where.push('i.id < ?::uuid')
	if (search.state) where.push(`i.status ${search.state === 'open' ? 'not ' : ''}in ('done', 'failed', 'cancelled')`)
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS} ${FROM} ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by i.id desc limit ?`,
		[...(search.cursor ? [search.cursor] : []), search.limit + 1],
	)
	const items = rows.slice(0, search.limit).map(toRow)
	return { items, nextCursor: rows.length > search.limit ? (items.at(-1)?.id ?? null) : null }
}

/** One import with what was found in its file; null when there is none that the reader may see. */
export async function readImport(ctx: Context, id: string): Promise<ImportView | null> {
	const [row] = await ctx.em.execute<ViewRow[]>(
		`select ${COLUMNS}, i.inspection, i.mapping, i.merkle_root,
			(select count(*)::int from (select 1 from lot_import_problem w where w.import_id = i.id group by w.row_number having bool_and(w.severity = 'warning')) warned) as warnings,
			(select max(o.created_at) from lot_import o where o.file_hash = i.file_hash and o.id < i.id and o.party_id is not distinct from i.party_id) as same_file_at
		${FROM} where i.id = ?`,
		[id],
	)
	if (!row) return null
	const { inspection, mapping, warnings } = row
	const columns = await hiddenColumns(ctx, row)
	return {
		...toRow(row),
		inspection: inspection && maskInspection(inspection, columns),
		mapping: mapping && maskMapping(mapping, columns),
		hiddenColumns: [...columns],
		warnings,
		sameFileAt: time(row.same_file_at),
		merkleRoot: row.merkle_root,
	}
}

export type ImportProgress = Pick<ImportRow, 'id' | 'status' | 'processed' | 'created' | 'good' | 'rows'>

/** How far an import is: one small row, asked for every second; null when there is none that the reader may see. */
export async function readProgress(ctx: Context, id: string): Promise<ImportProgress | null> {
	const [row] = await ctx.em.execute<ImportProgress[]>(
		'select id, status, processed, created, good, rows from lot_import where id = ?',
		[id],
	)
	return row ? { ...row } : null
}

const array = (numbers: Iterable<number>): string => `{${[...numbers].join(',')}}`

/** Columns of an import that are hidden from the actor. */
async function hiddenOf(ctx: Context, importId: string): Promise<ReadonlySet<number>> {
	const [row] = await ctx.em.execute<Pick<ViewRow, 'inspection' | 'mapping'>[]>(
		'select inspection, mapping from lot_import where id = ?',
		[importId],
	)
	return row ? hiddenColumns(ctx, row) : new Set()
}

export type ProblemFilter = {
	severity?: 'error' | 'warning' | undefined
	field?: string | undefined
	/** Where the page begins: `nextCursor` of the one before. */
	cursor?: string | undefined
	limit: number
}

/** Problems of an import in the order of its rows, a page at a time. */
export async function listProblems(
	ctx: Context,
	importId: string,
	filter: ProblemFilter,
): Promise<{ items: RowProblem[]; nextCursor: string | null; total: number; before: number }> {
	const columns = await hiddenOf(ctx, importId)
	const where = ['import_id = ?']
	const values: unknown[] = [importId]
	if (filter.severity) {
		where.push('severity = ?')
		values.push(filter.severity)
	}
	if (filter.field) {
		where.push("problem->>'field' = ? and not coalesce((problem->>'column')::int, -1) = any(?::int[])")
		values.push(filter.field, array(columns))
	}
	const [row = 0, ordinal = -1] = (filter.cursor ?? '').split('.').map(Number)
	const from = Number.isSafeInteger(row) && Number.isSafeInteger(ordinal) ? [row, ordinal] : [0, -1]
	const rows = await ctx.em.execute<{ problem: RowProblem; row_number: number; ordinal: number }[]>(
		`select problem, row_number, ordinal from lot_import_problem where ${where.join(' and ')} and (row_number, ordinal) > (?, ?)
		order by row_number, ordinal limit ?`,
		[...values, ...from, filter.limit + 1],
	)
	const [count] = await ctx.em.execute<{ total: number; before: number }[]>(
		`select count(*)::int as total, count(*) filter (where (row_number, ordinal) <= (?, ?))::int as before
		from lot_import_problem where ${where.join(' and ')}`,
		[...from, ...values],
	)
	const shown = rows.slice(0, filter.limit)
	const last = shown.at(-1)
	return {
		items: shown.map((one) => maskProblem(one.problem, columns)),
		nextCursor: last && rows.length > filter.limit ? `${last.row_number}.${last.ordinal}` : null,
		total: count?.total ?? 0,
		before: count?.before ?? 0,
	}
}

export type ProblemCount = { severity: 'error' | 'warning'; field: string | null; count: number }

/** How many problems of each kind there are, by field. */
export async function countProblems(ctx: Context, importId: string): Promise<ProblemCount[]> {
	const rows = await ctx.em.execute<ProblemCount[]>(
		`select severity, case when not coalesce((problem->>'column')::int, -1) = any(?::int[]) then problem->>'field' end as field, count(*)::int as count
		from lot_import_problem where import_id = ? group by 1, 2 order by 3 desc`,
		[array(await hiddenOf(ctx, importId)), importId],
	)
	return rows.map((row) => ({ ...row }))
}
