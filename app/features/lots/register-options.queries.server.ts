import { type ChoiceList, NO_CHOICES, SENT_MOST } from '#app/core/choice.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { ItemUnitRow } from '#app/features/catalog/item-units.model.ts'
import { ITEM_UNITS_ON, unitsDay } from '#app/features/catalog/item-units.queries.server.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
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
	/** What a lot can be registered of. */
	choices: ChoiceList
	/** All of them with what they ask for, where they are few; of the others, those that the form begins with. */
	items: RegisterItem[]
	/** Empty for a partner: it registers for itself. */
	suppliers: ChoiceList
	sites: ChoiceList
	/** What may be filled in by the data dictionary; null: the tenant has none, and properties are free. */
	attributes: AskedAttribute[] | null
}

/** An attribute that may follow until a state of the lot, with that state's title; null: it is asked at once, or never. */
export type AskedAttribute = Attribute & { before: LocalizedText | null }

/** Items that the actor may register lots of, by id: a partner those that it is known to supply. At most 50; one statement. */
export async function readRegisterItems(ctx: Context, ids: readonly string[]): Promise<RegisterItem[]> {
	const party = partyOf(ctx.actor)
	return ctx.em.execute<RegisterItem[]>(
		`select i.id, i.sku, i.name, i.kind, i.unit, i.gtin, i.udi, i.certificate_required as "certificateRequired", jsonb_build_object('pattern', coalesce(c.pattern, '${USUAL_PATTERN}'), 'typed', coalesce(c.typed_codes, 'off')) as codes,
			coalesce(${ITEM_UNITS_ON}, '[]'::jsonb) as units,
			coalesce((select json_agg(json_build_object('code', r.code, 'effectiveFrom', r.effective_from) order by r.effective_from desc)
				from item_revision r where r.item_id = i.id), '[]'::json) as revisions
		from item i ${PATTERN_OF_ITEM} where i.active and i.id::text in (select jsonb_array_elements_text(?::jsonb)) and (?::uuid is null or exists (
			select 1 from approved_supplier a where a.item_id = i.id and a.party_id = ?::uuid and a.status <> 'withdrawn'))
		order by i.sku limit ${SENT_MOST}`,
		[unitsDay(ctx), unitsDay(ctx), JSON.stringify(ids), party, party],
	)
}

/** What the form for a new lot offers, of `asked` by id or number too: of a partner its own places and the items that it supplies. */
export async function readRegisterOptions(ctx: Context, asked: string | null): Promise<RegisterOptions> {
	const choices = await choiceList(ctx, 'items', { for: 'lots' })
	const [first] = asked
		? await ctx.em.execute<{ id: string }[]>('select id from item where id::text = ? or sku = ? limit 1', [
				asked,
				asked,
			])
		: []
	const wanted = choices.all?.map((one) => one.value) ?? []
	const items = await readRegisterItems(ctx, [...wanted, ...(first ? [first.id] : [])])
	const today = dictionaryDay(ctx)
	const every = await everyAttributeOf(ctx, 'lot')
	const own = (await loadAttributes(ctx, 'lot')).filter((attribute) => isInForce(attribute, today))
	const states = own.some((attribute) => attribute.requiredAt !== null) ? await readLotStates(ctx) : []
	const dictionary = own.map((attribute) => ({
		...attribute,
		before: states.find(({ key }) => key === attribute.requiredAt)?.title ?? null,
	}))
	return {
		choices: { ...choices, chosen: first ? (await choiceList(ctx, 'items', { for: 'lots' }, [first.id])).chosen : [] },
		items,
		suppliers: partyOf(ctx.actor)
			? NO_CHOICES
			: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' }),
		sites: await choiceList(ctx, 'sites', { whose: 'reader' }),
		attributes: every.length > 0 ? dictionary : null,
	}
}
