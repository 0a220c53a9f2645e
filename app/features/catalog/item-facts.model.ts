import type { FactValues } from '#app/features/dictionary/attributes-as-facts.ts'

/** The group `item` of the fact catalogues. */
export type ItemFacts = {
	sku: string
	kind: string
	active: boolean
	certificateRequired: boolean
	shelfLifeDays: number | null
	minimumShelfLifeDays: number | null
	hasMinimumShelfLife: boolean
	device: boolean
	udiManufacturedOn: boolean
	udiExpiresOn: boolean
	attributes: FactValues
}
