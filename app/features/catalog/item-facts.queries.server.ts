import type { Attribute, AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import type { UdiFlags } from './catalog.model.ts'
import type { ItemFacts } from './item-facts.model.ts'

/** What a statement selects of `item i` so that `itemFactsOf` can read it. */
export const ITEM_FACTS = `i.sku, i.kind, i.active, i.certificate_required, i.shelf_life_days, i.minimum_shelf_life_days, i.udi,
	i.attributes as item_attributes`

export type ItemFactRow = {
	sku: string
	kind: string
	active: boolean
	certificate_required: boolean
	shelf_life_days: number | null
	minimum_shelf_life_days: number | null
	udi: UdiFlags | null
	item_attributes: AttributeValues
}

/** The group `item` of the fact catalogues: the one way in which an item becomes facts. */
export const itemFactsOf = (row: ItemFactRow, attributes: readonly Attribute[]): ItemFacts => ({
	sku: row.sku,
	kind: row.kind,
	active: row.active,
	certificateRequired: row.certificate_required,
	shelfLifeDays: row.shelf_life_days,
	minimumShelfLifeDays: row.minimum_shelf_life_days,
	hasMinimumShelfLife: row.minimum_shelf_life_days !== null,
	device: row.udi !== null,
	udiManufacturedOn: row.udi?.manufacturedOn === true,
	udiExpiresOn: row.udi?.expiresOn === true,
	attributes: attributesAsFacts(attributes, row.item_attributes),
})
