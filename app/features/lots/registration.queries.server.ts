import type { Quantity } from '#app/core/quantity.ts'
import { ITEM_FACTS, type ItemFactRow, itemFactsOf } from '#app/features/catalog/item-facts.queries.server.ts'
import type { ItemUnitRow } from '#app/features/catalog/item-units.model.ts'
import { ITEM_UNITS_ON, unitsDay } from '#app/features/catalog/item-units.queries.server.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { type TypedCodes, USUAL_PATTERN } from '#app/features/lot-codes/pattern.model.ts'
import { PATTERN_OF_ITEM } from '#app/features/lot-codes/pattern-of-item.queries.server.ts'
import { partsOf } from '#app/features/lot-codes/render-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RegistrationFacts, RegistrationItem } from './check-registration.model.ts'
import type { LotAttributes } from './lot.model.ts'

type Asked = {
	items: string[]
	suppliers: string[]
	sites: string[]
	codes: string[]
	supplierLots: string[]
	orders: string[]
	/** Serial numbers of units, in the form they are compared in. */
	serials?: string[]
}

type ItemRow = ItemFactRow & {
	id: string
	unit: string
	gtin: string | null
	pattern: string
	typed: TypedCodes
	revisions: Record<string, string> | null
	units: ItemUnitRow[] | null
}

type Known = { kind: 'party' | 'site' | 'order' | 'code' | 'lot' | 'serial'; key: string; value: string | null }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const unique = (values: readonly string[]): string[] => [...new Set(values)]

/** A list of texts as one parameter. */
export const listParameter = (values: readonly string[]): string => JSON.stringify(values)

/** Loads everything that a set of registrations is checked against: two statements, whatever the number. */
export async function loadRegistrationFacts(ctx: Context, asked: Asked): Promise<RegistrationFacts> {
	const keys = unique(asked.items)
	const day = unitsDay(ctx)
	const rows = await ctx.em.execute<ItemRow[]>(
		`select i.id, i.unit, i.gtin, ${ITEM_FACTS}, coalesce(c.pattern, '${USUAL_PATTERN}') as pattern, coalesce(c.typed_codes, 'off') as typed,
			(select jsonb_object_agg(r.code, r.id) from item_revision r where r.tenant_id = i.tenant_id and r.item_id = i.id) as revisions,
			${ITEM_UNITS_ON} as units
		from item i ${PATTERN_OF_ITEM}
		where i.sku in (select jsonb_array_elements_text(?::jsonb)) or i.id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
		[day, day, listParameter(keys), listParameter(keys.filter((key) => UUID.test(key)))],
	)
	const items = new Map<string, RegistrationItem>()
	const attributes = await everyAttributeOf(ctx, 'item')
	for (const row of rows) {
		const { id, sku, kind, unit, gtin, udi, active, pattern, typed } = row
		const codes = { parts: partsOf(pattern), typed }
		const governed = itemFactsOf(row, attributes)
		const revisions = row.revisions ?? {}
		const item = { id, sku, kind, unit, gtin, udi, active, pattern, codes, governed, revisions, units: row.units ?? [] }
		items.set(row.id, item)
		if (!items.has(row.sku)) items.set(row.sku, item)
	}
	const known = await ctx.em.execute<Known[]>(
		`select 'party' as kind, id::text as key, null as value from party
			where id in (select jsonb_array_elements_text(?::jsonb)::uuid) and kind in ('supplier', 'contract_manufacturer')
		union all select 'site', id::text, code from site where id in (select jsonb_array_elements_text(?::jsonb)::uuid)
		union all select 'order', id::text, line from production_order where line is not null and id in (select jsonb_array_elements_text(?::jsonb)::uuid)
		union all select 'code', code, null from lot where code in (select jsonb_array_elements_text(?::jsonb))
		union all select 'lot', concat_ws(' ', supplier_id, item_id, supplier_lot_norm), null from lot
			where supplier_id is not null and supplier_lot_norm in (select jsonb_array_elements_text(?::jsonb))
		union all select 'serial', concat_ws(' ', l.item_id, f.value_norm), null from lot_reference f join lot l on l.id = f.lot_id
			where f.kind = 'serial' and f.value_norm in (select jsonb_array_elements_text(?::jsonb))`,
		[
			unique(asked.suppliers.filter((id) => UUID.test(id))),
			unique(asked.sites.filter((id) => UUID.test(id))),
			unique(asked.orders.filter((id) => UUID.test(id))),
			unique(asked.codes),
			unique(asked.supplierLots),
			unique(asked.serials ?? []),
		].map(listParameter),
	)
	const of = (kind: string) => new Set(known.filter((row) => row.kind === kind).map((row) => row.key))
	const valuesOf = (kind: string) =>
		new Map(known.flatMap((row) => (row.kind === kind && row.value !== null ? [[row.key, row.value]] : [])))
	return {
		items,
		suppliers: of('party'),
		sites: valuesOf('site'),
		lines: valuesOf('order'),
		codes: of('code'),
		supplierLots: of('lot'),
		serials: of('serial'),
	}
}

/** A row of `lot` as it is written. Status and category are where its workflow begins (`beginningOf`). */
export type NewLotRow = {
	id: string
	item_id: string
	revision_id: string | null
	code: string
	code_norm: string
	quantity: string
	on_hand: string
	unit: string
	given: Quantity | null
	status: string
	category: string
	manufactured_on: string | null
	expires_on: string | null
	supplier_id: string | null
	supplier_lot: string | null
	supplier_lot_norm: string | null
	site_id: string | null
	order_id: string | null
	gtin: string | null
	attributes: LotAttributes
}

/** A row without what it does not have, which reads back as the same. */
const withoutNulls = (row: NewLotRow): object =>
	Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

/**
 * Writes lots in one statement and answers the codes that were free. A code that is taken, also by a lot that the actor
 * may not see or by a unit of work that commits meanwhile, is left out.
 */
export async function insertLots(ctx: Context, rows: readonly NewLotRow[]): Promise<Set<string>> {
	const written = await ctx.em.execute<{ code: string }[]>(
		`insert into lot (id, tenant_id, created_at, updated_at, version, item_id, revision_id, code, code_norm, quantity, on_hand, unit, given,
			status, category, manufactured_on, expires_on, supplier_id, supplier_lot, supplier_lot_norm, site_id, order_id, gtin, attributes)
		select r.id, ?, ?, ?, 1, r.item_id, r.revision_id, r.code, r.code_norm, r.quantity, r.on_hand, r.unit, r.given,
			r.status, r.category, r.manufactured_on, r.expires_on, r.supplier_id, r.supplier_lot, r.supplier_lot_norm, r.site_id, r.order_id, r.gtin, r.attributes
		from jsonb_to_recordset(?::jsonb) as r(id uuid, item_id uuid, revision_id uuid, code text, code_norm text, quantity numeric, on_hand numeric,
			unit text, given jsonb, status text, category text, manufactured_on date, expires_on date, supplier_id uuid, supplier_lot text, supplier_lot_norm text, site_id uuid, order_id uuid,
			gtin text, attributes jsonb)
		on conflict (tenant_id, code) do nothing returning code`,
		[ctx.tenant.id, ctx.now, ctx.now, JSON.stringify(rows.map(withoutNulls))],
	)
	return new Set(written.map((row) => row.code))
}
