import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { readAttributeFilters } from '#app/features/dictionary/attribute-filter.model.ts'
import { attributeSight, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotAttributes, LotReferenceInput } from './lot.model.ts'
import { lotPageStatement } from './lot-page-statement.ts'
import { referencesOf } from './lot-references.queries.server.ts'
import { type LotSearch, readCursor, writeCursor } from './lot-search.server.ts'
import type { LotStanding } from './lot-standing.model.ts'
import { listParameter } from './registration.queries.server.ts'

/** A lot as lists, pages and interfaces show it. */
export type LotRecord = {
	id: string
	code: string
	item: { id: string; sku: string; name: LocalizedText; kind: string; unit: string }
	revision: string | null
	quantity: Quantity
	/** The quantity as it was given, where that was in another unit by a conversion of the item. */
	given: Quantity | null
	onHand: Quantity
	status: string
	category: string
	manufacturedOn: string | null
	expiresOn: string | null
	supplier: { id: string; code: string; name: LocalizedText } | null
	supplierLot: string | null
	site: { id: string; code: string; name: LocalizedText } | null
	gtin: string | null
	orderId: string | null
	attributes: LotAttributes
	/** What it came in; read for single lots alone. */
	references?: LotReferenceInput[] | undefined
	version: number
	createdAt: string
	updatedAt: string
}

export type LotPage = { items: LotRecord[]; nextCursor: string | null; previousCursor: string | null }

type Row = {
	id: string
	code: string
	code_norm: string
	item_id: string
	sku: string
	item_name: LocalizedText
	item_kind: string
	item_unit: string
	revision: string | null
	quantity: string
	on_hand: string
	unit: string
	given: Quantity | null
	status: string
	category: string
	manufactured_on: string | null
	expires_on: string | null
	supplier_id: string | null
	supplier_code: string | null
	supplier_name: LocalizedText | null
	supplier_lot: string | null
	site_id: string | null
	site_code: string | null
	site_name: LocalizedText | null
	gtin: string | null
	order_id: string | null
	attributes: LotAttributes
	version: number
	created_at: string | Date
	updated_at: string | Date
}

const COLUMNS = `l.id, l.code, l.code_norm, l.item_id, i.sku, i.name as item_name, i.kind as item_kind, i.unit as item_unit, r.code as revision,
	trim_scale(l.quantity)::text as quantity, trim_scale(l.on_hand)::text as on_hand, l.unit, l.given, l.status, l.category, l.manufactured_on::text,
	l.expires_on::text, l.supplier_id, p.code as supplier_code, p.name as supplier_name, l.supplier_lot, l.site_id, s.code as site_code,
	s.name as site_name, l.gtin, l.order_id, l.attributes, l.version, l.created_at, l.updated_at`

const JOINS = `join item i on i.id = l.item_id left join item_revision r on r.id = l.revision_id left join party p on p.id = l.supplier_id
	left join site s on s.id = l.site_id`

/** A customer is told what was shipped to it, and nothing of where it came from or what else there is of it. */
const masked = (record: LotRecord): LotRecord => ({
	...record,
	onHand: { value: '0', unit: record.onHand.unit },
	quantity: { value: '0', unit: record.quantity.unit },
	given: null,
	supplier: null,
	supplierLot: null,
	site: null,
	orderId: null,
	attributes: {},
})

type Sight = Awaited<ReturnType<typeof attributeSight>>

function toRecord(ctx: Context, row: Row, { hidden, only }: Sight): LotRecord {
	const record = recordOf(row)
	const shown = Object.entries(record.attributes).filter(([key]) => (only ? only.has(key) : !hidden.has(key)))
	const seen = { ...record, attributes: Object.fromEntries(shown) }
	const party = partyOf(ctx.actor)
	return party === null || party === row.supplier_id ? seen : masked(seen)
}

function recordOf(row: Row): LotRecord {
	return {
		id: row.id,
		code: row.code,
		item: { id: row.item_id, sku: row.sku, name: row.item_name, kind: row.item_kind, unit: row.item_unit },
		revision: row.revision,
		quantity: { value: row.quantity, unit: row.unit },
		given: row.given,
		onHand: { value: row.on_hand, unit: row.unit },
		status: row.status,
		category: row.category,
		manufacturedOn: row.manufactured_on,
		expiresOn: row.expires_on,
		supplier:
			row.supplier_id && row.supplier_name
				? { id: row.supplier_id, code: row.supplier_code ?? '', name: row.supplier_name }
				: null,
		supplierLot: row.supplier_lot,
		site: row.site_id && row.site_name ? { id: row.site_id, code: row.site_code ?? '', name: row.site_name } : null,
		gtin: row.gtin,
		orderId: row.order_id,
		attributes: row.attributes,
		version: row.version,
		createdAt: new Date(row.created_at).toISOString(),
		updatedAt: new Date(row.updated_at).toISOString(),
	}
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids of the items or parties that are meant by ids or codes. */
async function resolve(ctx: Context, table: 'item' | 'party', names: readonly string[] | undefined) {
	if (!names?.length) return null
	const ids = names.filter((name) => UUID.test(name))
	const codes = names.filter((name) => !UUID.test(name))
	if (codes.length === 0) return ids
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select id from ${table} where ${table === 'item' ? 'sku' : 'code'} in (select jsonb_array_elements_text(?::jsonb))`,
		[listParameter(codes)],
	)
	return [...ids, ...rows.map((row) => row.id)]
}

/**
 * A page of lots by what is asked, sorted by last change or by code; at most `limit` (500). Three statements at most,
 * whatever the number of lots. Answers nothing where the actor may read no lots.
 */
export async function listLots(ctx: Context, search: LotSearch): Promise<LotPage> {
	if (!ctx.ability.can('read', 'Lot')) return { items: [], nextCursor: null, previousCursor: null }
	const limit = Math.min(Math.max(search.limit ?? 50, 1), 500)
	const sort = search.sort ?? 'updated'
	const descending = (search.direction ?? (sort === 'code' ? 'asc' : 'desc')) === 'desc'
	const cursor = search.cursor ? readCursor(search.cursor) : null
	const backwards = cursor?.back === true
	const down = descending !== backwards
	const { q, code, supplierLot, reference, updatedSince, lacking } = search
	const statement = lotPageStatement(
		{
			q,
			code,
			supplierLot,
			reference,
			updatedSince,
			lacking,
			statuses: search.status?.length ? search.status : null,
			itemIds: await resolve(ctx, 'item', search.item),
			supplierIds: await resolve(ctx, 'party', search.supplier),
			attributes: search.attributes
				? readAttributeFilters(await loadAttributes(ctx, 'lot'), search.attributes).filters
				: [],
		},
		{ sort, down, cursor, rows: limit + 1 },
	)
	const column = sort === 'code' ? 'l.code_norm' : 'l.updated_at'
	const order = down ? 'desc' : 'asc'
	const sight = await attributeSight(ctx, 'lot')
	const rows = await ctx.em.execute<(Row & { sort_value: string })[]>(
		`select ${COLUMNS}, ${column}::text as sort_value from (${statement.sql}) l ${JOINS} order by ${column} ${order}, l.id ${order}`,
		statement.values,
	)
	const more = rows.length > limit
	const page = rows.slice(0, limit)
	if (backwards) page.reverse()
	const [first, last] = [page[0], page.at(-1)]
	const hasNext = backwards ? page.length > 0 : more
	const hasPrevious = backwards ? more : cursor !== null && page.length > 0
	return {
		items: page.map((row) => toRecord(ctx, row, sight)),
		nextCursor: hasNext && last ? writeCursor({ value: last.sort_value, id: last.id, back: false }) : null,
		previousCursor: hasPrevious && first ? writeCursor({ value: first.sort_value, id: first.id, back: true }) : null,
	}
}

/** A lot as read for people, as permissions and steps look at it. */
export const standingOf = (lot: LotRecord): LotStanding => ({
	id: lot.id,
	code: lot.code,
	itemId: lot.item.id,
	quantity: lot.quantity.value,
	onHand: lot.onHand.value,
	unit: lot.quantity.unit,
	status: lot.status,
	manufacturedOn: lot.manufacturedOn,
	expiresOn: lot.expiresOn,
	supplierId: lot.supplier?.id ?? null,
	siteId: lot.site?.id ?? null,
	version: lot.version,
})

/** One lot, or null: there is none, or it is not for the actor to see. */
export async function readLot(ctx: Context, id: string): Promise<LotRecord | null> {
	const [lot] = await findLots(ctx, [id])
	if (!lot) return null
	// A customer is given none of them by the database.
	const references = await referencesOf(ctx, id)
	return { ...lot, references: references.map(({ kind, value }) => ({ kind, value })) }
}

/** Lots by id, in the order of their codes; ids that are unknown or not to be seen are left out. */
export async function findLots(ctx: Context, ids: readonly string[]): Promise<LotRecord[]> {
	const known = ids.filter((id) => UUID.test(id))
	if (known.length === 0 || !ctx.ability.can('read', 'Lot')) return []
	const sight = await attributeSight(ctx, 'lot')
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS} from lot l ${JOINS} where l.id = any(?::uuid[]) order by l.code_norm, l.id`,
		[`{${known.join(',')}}`],
	)
	return rows.map((row) => toRecord(ctx, row, sight))
}

/** Lots that came in a container or logistic unit of exactly this code, spaces, dashes and case aside. At most 20. */
export async function lotsByReference(ctx: Context, code: string): Promise<LotRecord[]> {
	const form = normaliseCode(code)
	if (form === '' || !ctx.ability.can('read', 'Lot')) return []
	const sight = await attributeSight(ctx, 'lot')
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS} from lot_reference f join lot l on l.id = f.lot_id ${JOINS} where f.value_norm = ? order by l.code_norm, l.id limit 20`,
		[form],
	)
	return [...new Map(rows.map((row) => [row.id, toRecord(ctx, row, sight)])).values()]
}

/**
 * Lots that people may mean by a code: the one of exactly that code first, then those that differ only in spaces,
 * dashes and case, then those whose supplier calls them so. With `gtin` only lots of that product. At most 20.
 */
export async function lotsByCode(
	ctx: Context,
	code: string,
	options: { gtin?: string | null } = {},
): Promise<LotRecord[]> {
	const form = normaliseCode(code)
	if (form === '' || !ctx.ability.can('read', 'Lot')) return []
	const sight = await attributeSight(ctx, 'lot')
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS} from lot l ${JOINS} where (l.code_norm = ? or l.supplier_lot_norm = ?) ${options.gtin ? 'and l.gtin = ?' : ''}
		order by (l.code = ?) desc, (l.code_norm = ?) desc, l.updated_at desc, l.id limit 20`,
		[form, form, ...(options.gtin ? [options.gtin] : []), code.trim(), form],
	)
	return rows.map((row) => toRecord(ctx, row, sight))
}

/** The one lot of a code, as `lotsByCode` puts it first; null when there is none. */
export async function lotByCode(
	ctx: Context,
	code: string,
	options: { gtin?: string | null } = {},
): Promise<LotRecord | null> {
	return (await lotsByCode(ctx, code, options))[0] ?? null
}
