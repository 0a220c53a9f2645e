import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Cursor, LotSearch } from './lot-search.server.ts'

/** A statement and what its `?` stand for, in order. */
export type Statement = { sql: string; values: unknown[] }

/** What is searched, with items and suppliers resolved to ids; null where nothing was asked of them. */
export type ResolvedSearch = Pick<LotSearch, 'q' | 'code' | 'supplierLot' | 'reference' | 'updatedSince'> & {
	statuses: readonly string[] | null
	itemIds: readonly string[] | null
	supplierIds: readonly string[] | null
}

export type PageOrder = { sort: 'updated' | 'code'; down: boolean; cursor: Cursor | null; rows: number }

const SORTS = {
	updated: { column: 'updated_at', cast: 'timestamptz' },
	code: { column: 'code_norm', cast: 'text' },
} as const

/** Above this many combinations one walk that filters is cheaper than a walk of each. */
const MOST_BRANCHES = 24

/** A range of normalised codes that begin alike: row-level security lets it use the index, unlike `like`. */
const AFTER_ALL = '\uffff'

const array = (values: readonly string[]): string =>
	`{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`

type Part = { sql: string; values: unknown[] }

/**
 * Lots whose own or whose supplier's code is what was typed, found by its indexes before anything is sorted: the planner
 * would otherwise walk all lots in the list's order until a page is full.
 */
function codeHits(search: ResolvedSearch): Part[] {
	const prefix = normaliseCode(search.q ?? '')
	const parts: Part[] = []
	if (prefix) {
		const range = [prefix, prefix + AFTER_ALL]
		parts.push({
			sql: `select id from lot where code_norm >= ? and code_norm < ?
				union select id from lot where supplier_lot_norm >= ? and supplier_lot_norm < ?`,
			values: [...range, ...range],
		})
	}
	if (search.code)
		parts.push({
			sql: 'select id from lot where code = ? union select id from lot where code_norm = ?',
			values: [search.code, normaliseCode(search.code)],
		})
	if (search.supplierLot)
		parts.push({
			sql: 'select id from lot where supplier_lot_norm = ?',
			values: [normaliseCode(search.supplierLot)],
		})
	if (search.reference)
		parts.push({
			sql: 'select lot_id as id from lot_reference where value_norm = ?',
			values: [normaliseCode(search.reference)],
		})
	return parts
}

/** Conditions that hold in every branch. */
function commonConditions(search: ResolvedSearch, { sort, down, cursor }: PageOrder): Part[] {
	const { column, cast } = SORTS[sort]
	return [
		...(search.updatedSince ? [{ sql: 'n.updated_at >= ?', values: [new Date(search.updatedSince)] }] : []),
		...(cursor
			? [{ sql: `(n.${column}, n.id) ${down ? '<' : '>'} (?::${cast}, ?::uuid)`, values: [cursor.value, cursor.id] }]
			: []),
	]
}

const SETS = [
	['statuses', 'status', 'text'],
	['itemIds', 'item_id', 'uuid'],
	['supplierIds', 'supplier_id', 'uuid'],
] as const

/**
 * The page's rows of `lot`, as a subquery `l`: one walk along an index for each combination of status, item and supplier
 * asked for, each ending when a page is full, and the first of them all.
 */
export function lotPageStatement(search: ResolvedSearch, order: PageOrder): Statement {
	const { column } = SORTS[order.sort]
	const direction = order.down ? 'desc' : 'asc'
	const sorted = (alias: string) => `order by ${alias}.${column} ${direction}, ${alias}.id ${direction} limit ?`
	const sets = SETS.flatMap(([name, column, type]) => (search[name] ? [{ values: search[name], column, type }] : []))
	const common = commonConditions(search, order)
	const hits = codeHits(search)
	const combinations = sets.reduce((count, { values }) => count * values.length, 1)
	const walked = hits.length === 0 && combinations > 0 && combinations <= MOST_BRANCHES ? sets : []
	const filtered = sets
		.filter((set) => !walked.includes(set))
		.map(({ values, column, type }): Part => ({ sql: `n.${column} = any(?::${type}[])`, values: [array(values)] }))
	const found = hits.map(({ sql, values }): Part => ({ sql: `n.id in (select id from (${sql}) hit)`, values }))
	const matches = walked.map(({ column }, index): Part => ({ sql: `n.${column} = b${index}.value`, values: [] }))
	const conditions = [...matches, ...found, ...filtered, ...common]
	const where = conditions.length > 0 ? `where ${conditions.map(({ sql }) => sql).join(' and ')}` : ''
	const walk = `select n.* from lot n ${where} ${sorted('n')}`
	const walkValues = [...conditions.flatMap(({ values }) => values), order.rows]
	if (walked.length === 0) return { sql: walk, values: walkValues }
	const branches = walked.map(({ type }, index) => `unnest(?::${type}[]) as b${index}(value)`).join(' cross join ')
	return {
		sql: `select w.* from ${branches} cross join lateral (${walk}) w ${sorted('w')}`,
		values: [...walked.map(({ values }) => array(values)), ...walkValues, order.rows],
	}
}
