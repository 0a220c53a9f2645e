import type { LocalizedText } from '#app/core/localized.ts'
import type { ItemUnitRow } from '#app/features/catalog/item-units.model.ts'
import { ITEM_UNITS_ON, unitsDay } from '#app/features/catalog/item-units.queries.server.ts'
import { type Attribute, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, everyAttributeOf, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { type TypedCodes, USUAL_PATTERN } from '#app/features/lot-codes/pattern.model.ts'
import { PATTERN_OF_ITEM } from '#app/features/lot-codes/pattern-of-item.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readLotStates } from './lot-states.queries.server.ts'

/** An item that the actor may register lots of. */
export type RegisterItem = {
	id: string
	sku: string
	name: LocalizedText
	kind: string
	unit: string
	gtin: string | null
	udi: { lot: boolean; serial: boolean; manufacturedOn: boolean; expiresOn: boolean } | null
	certificateRequired: boolean
	/** Conversions of its own that hold today. */
	units: ItemUnitRow[]
	/** What numbers its lots and what becomes of codes typed otherwise. */
	codes: { pattern: string; typed: TypedCodes }
	revisions: { code: string; effectiveFrom: string }[]
}

export type RegisterOptions = {
	items: RegisterItem[]
	/** Empty for a partner: it registers for itself. */
	suppliers: { id: string; code: string; name: LocalizedText }[]
	sites: { id: string; code: string; name: LocalizedText }[]
	/** What may be filled in by the data dictionary; null: the tenant has none, and properties are free. */
	attributes: AskedAttribute[] | null
}

/** An attribute that may follow until a state of the lot, with that state's title; null: it is asked at once, or never. */
export type AskedAttribute = Attribute & { before: LocalizedText | null }

/**
 * What the form for a new lot offers, at most 1,000 items: a partner sees the items that it is known to supply, and its
 * own places. Four statements.
 */
export async function readRegisterOptions(ctx: Context): Promise<RegisterOptions> {
	const party = partyOf(ctx.actor)
	const items = await ctx.em.execute<RegisterItem[]>(
		`select i.id, i.sku, i.name, i.kind, i.unit, i.gtin, i.udi, i.certificate_required as "certificateRequired", jsonb_build_object('pattern', coalesce(c.pattern, '${USUAL_PATTERN}'), 'typed', coalesce(c.typed_codes, 'off')) as codes,
			coalesce(${ITEM_UNITS_ON}, '[]'::jsonb) as units,
			coalesce((select json_agg(json_build_object('code', r.code, 'effectiveFrom', r.effective_from) order by r.effective_from desc)
				from item_revision r where r.item_id = i.id), '[]'::json) as revisions
		from item i ${PATTERN_OF_ITEM} where i.active and (?::uuid is null or exists (
			select 1 from approved_supplier a where a.item_id = i.id and a.party_id = ?::uuid and a.status <> 'withdrawn'))
		order by i.sku limit 1000`,
		[unitsDay(ctx), unitsDay(ctx), party, party],
	)
	const suppliers = party
		? []
		: await ctx.em.execute<RegisterOptions['suppliers']>(
				"select id, code, name from party where active and kind in ('supplier', 'contract_manufacturer') order by code limit 500",
			)
	const sites = await ctx.em.execute<RegisterOptions['sites']>(
		'select id, code, name from site where active and party_id is not distinct from ?::uuid order by code limit 500',
		[party],
	)
	const today = dictionaryDay(ctx)
	const all = await everyAttributeOf(ctx, 'lot')
	const own = (await loadAttributes(ctx, 'lot')).filter((attribute) => isInForce(attribute, today))
	const states = own.some((attribute) => attribute.requiredAt !== null) ? await readLotStates(ctx) : []
	const asked = own.map((attribute) => ({
		...attribute,
		before: states.find(({ key }) => key === attribute.requiredAt)?.title ?? null,
	}))
	return { items, suppliers, sites, attributes: all.length > 0 ? asked : null }
}
