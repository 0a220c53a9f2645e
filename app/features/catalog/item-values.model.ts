import type { LocalizedText } from '#app/core/localized.ts'
import type { UdiFlags } from './catalog.model.ts'
import type { ItemInput } from './catalog.schema.ts'

const both = (en: string | null, zh: string | null): LocalizedText | null => {
	const one = en ?? zh
	return one === null ? null : { en: en ?? one, 'zh-CN': zh ?? one }
}

const udiOf = (input: ItemInput): UdiFlags | null =>
	input.device
		? {
				lot: input.udiLot,
				serial: input.udiSerial,
				manufacturedOn: input.udiManufacturedOn,
				expiresOn: input.udiExpiresOn,
			}
		: null

/** An item's columns from its form; a description given in one language stands for both. */
export const itemValues = (input: ItemInput) => ({
	sku: input.sku,
	name: { en: input.nameEn, 'zh-CN': input.nameZh },
	description: both(input.descriptionEn, input.descriptionZh),
	kind: input.kind,
	unit: input.unit,
	gtin: input.gtin,
	brand: input.brand,
	shelfLifeDays: input.shelfLifeDays ?? null,
	minimumShelfLifeDays: input.minimumShelfLifeDays ?? null,
	udi: udiOf(input),
	certificateRequired: input.certificateRequired,
	incomingInspection: input.incomingInspection,
	active: input.active,
})
