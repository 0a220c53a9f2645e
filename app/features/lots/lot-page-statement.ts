import { normaliseCode } from '#app/core/normalise-code.ts'
import type { AttributeFilter } from '#app/features/dictionary/attribute-filter.model.ts'
import type { Cursor, LotSearch } from './lot-search.server.ts'
import { LACKS_ANY } from './missing-identifiers.queries.server.ts'

/** A statement and what its `?` stand for, in order. */
export type Statement = { sql: string; values: unknown[] }

/** What is searched, with items and suppliers resolved to ids; null where nothing was asked of them. */
export type ResolvedSearch = Pick<
	LotSearch,
	'q' | 'code' | 'supplierLot' | 'reference' | 'updatedSince' | 'lacking'
> & {
	statuses: readonly string[] | null
	itemIds: readonly string[] | null
	supplierIds: readonly string[] | null
	attributes: readonly AttributeFilter[]
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

/** That a lot `n` is one of a device and lacks what its label carries. */
const LACKING = `exists (select 1 from lot l join item i on i.id = l.item_id where l.id = n.id and i.udi is not null and ${LACKS_ANY})`

/** Conditions that hold in every branch; `walk` says whose columns the page is walked by. */
function commonConditions(search: ResolvedSearch, { sort, down, cursor }: PageOrder, walk: Walk): Part[] {
	const { column, cast } = SORTS[sort]
	const { alias, id } = walk
	return [
		...(search.lacking ? [{ sql: LACKING, values: [] }] : []),
		...(search.updatedSince ? [{ sql: `${alias}.updated_at >= ?`, values: [new Date(search.updatedSince)] }] : []),
		...(cursor
			? [
					{
						sql: `(${alias}.${column}, ${alias}.${id}) ${down ? '<' : '>'} (?::${cast}, ?::uuid)`,
						values: [cursor.value, cursor.id],
					},
				]
			: []),
	]
}

/** What a page is walked by: the lots themselves, or the rows of an attribute, which stand in the list's order too. */
type Walk = { from: string; alias: 'n' | 'a'; id: 'id' | 'lot_id' }
const BY_LOT: Walk = { from: 'lot n', alias: 'n', id: 'id' }
const BY_ATTRIBUTE: Walk = { from: 'lot_attribute a join lot n on n.id = a.lot_id', alias: 'a', id: 'lot_id' }

/** The rows of an attribute that a filter asks for. */
function attributeRows(filter: AttributeFilter): Part {
	const limits: Part[] = []
	const limit = (sql: string, value: string | null) => {
		if (value !== null) limits.push({ sql, values: [value] })
	}
	if (filter.kind === 'values') limit('value = any(?::text[])', array(filter.values))
	if (filter.kind === 'text') {
		limit('value >= ?', filter.from)
		limit('value < ?', filter.before)
	}
	if (filter.kind === 'number') {
		limit('number >= ?::numeric', filter.least)
		limit('number <= ?::numeric', filter.most)
	}
	return {
		sql: `n.id in (select lot_id from lot_attribute where ${['key = ?', ...limits.map(({ sql }) => sql)].join(' and ')})`,
		values: [filter.key, ...limits.flatMap(({ values }) => values)],
	}
}

/**
 * One value of one attribute, asked for alone in the order of last change, has an index of its own that stands in that
 * order: the page is read off it, however many lots have the value.
 */
function walkedAttribute(search: ResolvedSearch, order: PageOrder, narrowed: boolean): [AttributeFilter, Part] | null {
	if (order.sort !== 'updated' || narrowed) return null
	for (const filter of search.attributes) {
		const [value, ...more] = filter.kind === 'values' ? filter.values : []
		if (value !== undefined && more.length === 0)
			return [filter, { sql: 'a.key = ? and a.value = ?', values: [filter.key, value] }]
	}
	return null
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
	const sorted = ({ alias, id }: { alias: string; id: string }) =>
		`order by ${alias}.${column} ${direction}, ${alias}.${id} ${direction} limit ?`
	const sets = SETS.flatMap(([name, column, type]) => (search[name] ? [{ values: search[name], column, type }] : []))
	const hits = codeHits(search)
	const byAttribute = walkedAttribute(search, order, hits.length > 0 || sets.length > 0)
	const by = byAttribute ? BY_ATTRIBUTE : BY_LOT
	const common = commonConditions(search, order, by)
	const attributes = search.attributes.filter((filter) => filter !== byAttribute?.[0]).map(attributeRows)
	const combinations = sets.reduce((count, { values }) => count * values.length, 1)
	const walked = hits.length === 0 && combinations > 0 && combinations <= MOST_BRANCHES ? sets : []
	const filtered = sets
		.filter((set) => !walked.includes(set))
		.map(({ values, column, type }): Part => ({ sql: `n.${column} = any(?::${type}[])`, values: [array(values)] }))
	const found = hits.map(({ sql, values }): Part => ({ sql: `n.id in (select id from (${sql}) hit)`, values }))
	const matches = walked.map(({ column }, index): Part => ({ sql: `n.${column} = b${index}.value`, values: [] }))
	const conditions = [
		...(byAttribute ? [byAttribute[1]] : []),
		...matches,
		...found,
		...filtered,
		...attributes,
		...common,
	]
	const where = conditions.length > 0 ? `where ${conditions.map(({ sql }) => sql).join(' and ')}` : ''
	const walk = `select n.* from ${by.from} ${where} ${sorted(by)}`
	const walkValues = [...conditions.flatMap(({ values }) => values), order.rows]
	if (walked.length === 0) return { sql: walk, values: walkValues }
	const branches = walked.map(({ type }, index) => `unnest(?::${type}[]) as b${index}(value)`).join(' cross join ')
	return {
		sql: `select w.* from ${branches} cross join lateral (${walk}) w ${sorted({ alias: 'w', id: 'id' })}`,
		values: [...walked.map(({ values }) => array(values)), ...walkValues, order.rows],
	}
}
