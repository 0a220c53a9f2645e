import { elementValue } from '#app/core/gs1/element-string.ts'
import { recogniseCode } from '#app/core/gs1/scan-code.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A lot that may give the reason of a recall. */
export type SeedLot = {
	id: string
	code: string
	supplierLot: string | null
	item: LocalizedText
	supplier: LocalizedText | null
	status: string
	onHand: string
	unit: string
}

type Row = {
	id: string
	code: string
	supplier_lot: string | null
	item: LocalizedText
	supplier: LocalizedText | null
	status: string
	on_hand: string
	unit: string
}

const SELECT = `select l.id, l.code, l.supplier_lot, i.name as item, p.name as supplier, l.status, trim_scale(l.on_hand)::text as on_hand, l.unit
	from lot l join item i on i.id = l.item_id left join party p on p.id = l.supplier_id`

const toSeed = (row: Row): SeedLot => ({
	id: row.id,
	code: row.code,
	supplierLot: row.supplier_lot,
	item: row.item,
	supplier: row.supplier,
	status: row.status,
	onHand: row.on_hand,
	unit: row.unit,
})

/** What to look for in a code typed or scanned: the lot that it names, of which product where it says so. */
export function seedSearch(text: string, now: Date): { lot: string; gtin: string | null } | null {
	const recognised = recogniseCode(text, now)
	if (!recognised.ok) return null
	const code = recognised.value
	if (code.kind === 'element-string' || code.kind === 'digital-link') {
		const elements = code.kind === 'digital-link' ? code.link.elements : code.elements
		const lot = elementValue(elements, '10')
		return lot ? { lot, gtin: elementValue(elements, '01') ?? null } : null
	}
	if (code.kind === 'hibc' || code.kind === 'iccbba') return code.udi?.lot ? { lot: code.udi.lot, gtin: null } : null
	return { lot: code.text, gtin: null }
}

/** Lots by what is typed or scanned: our code or the supplier's, whole first, then beginnings; at most ten. */
export async function findSeeds(ctx: Context, text: string): Promise<SeedLot[]> {
	const search = seedSearch(text, ctx.now)
	const norm = search ? normaliseCode(search.lot) : ''
	if (!search || norm === '') return []
	const end = `${norm}\u{10ffff}`
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where ((l.code_norm >= ? and l.code_norm < ?) or (l.supplier_lot_norm >= ? and l.supplier_lot_norm < ?))
			and (?::text is null or coalesce(l.gtin, i.gtin) = ?)
		order by (l.code_norm = ? or l.supplier_lot_norm = ?) desc, l.code_norm, l.id limit 10`,
		[norm, end, norm, end, search.gtin, search.gtin, norm, norm],
	)
	return rows.map(toSeed)
}

/** Lots by their ids, in the order of their codes. */
export async function readSeeds(ctx: Context, lotIds: readonly string[]): Promise<SeedLot[]> {
	if (lotIds.length === 0) return []
	const rows = await ctx.em.execute<Row[]>(`${SELECT} where l.id = any(?::uuid[]) order by l.code_norm, l.id`, [
		`{${lotIds.join(',')}}`,
	])
	return rows.map(toSeed)
}

/** The ids of lots named by id or code, each once. Errors: the names that are no lot here. */
export async function resolveLots(ctx: Context, named: readonly string[]): Promise<Result<string[], string[]>> {
	if (named.length === 0) return ok([])
	const ids = named.filter((name) => UUID.test(name))
	const codes = named.filter((name) => !UUID.test(name))
	const rows = await ctx.em.execute<{ id: string; code: string }[]>(
		'select id, code from lot where id = any(?::uuid[]) or code in (select jsonb_array_elements_text(?::jsonb))',
		[`{${ids.join(',')}}`, JSON.stringify(codes)],
	)
	const byId = new Set(rows.map((row) => row.id))
	const byCode = new Map(rows.map((row) => [row.code, row.id]))
	const unknown = [...ids.filter((id) => !byId.has(id.toLowerCase())), ...codes.filter((code) => !byCode.has(code))]
	if (unknown.length > 0) return err(unknown)
	return ok([...new Set([...ids.map((id) => id.toLowerCase()), ...codes.map((code) => byCode.get(code) as string)])])
}
