import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { decimal, localDate, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { ItemKind, UdiFlags } from './catalog.model.ts'

const ItemSchema = defineEntity({
	name: 'Item',
	tableName: 'item',
	properties: {
		...tenantKeys,
		...versioned,
		sku: p.text(),
		name: p.json<LocalizedText>(),
		description: p.json<LocalizedText>().nullable(),
		kind: p.text().$type<ItemKind>(),
		unit: p.text(),
		gtin: p.text().nullable(),
		brand: p.text().nullable(),
		shelfLifeDays: p.integer().nullable(),
		/** What of it must be left when a lot is received; null: the rules' own minimum alone. */
		minimumShelfLifeDays: p.integer().nullable(),
		udi: p.json<UdiFlags>().nullable(),
		certificateRequired: p.boolean().default(false),
		/** Incoming lots wait for a reviewer; otherwise a passed match check accepts them. */
		incomingInspection: p.boolean().default(true),
		active: p.boolean().default(true),
		/** By the data dictionary. */
		attributes: p
			.json<AttributeValues>()
			.onCreate(() => ({}))
			.default('{}'),
	},
	uniques: [{ properties: ['tenantId', 'sku'] }],
	...tenantTable,
})
/** A material, component, intermediate or finished product. */
export class Item extends ItemSchema.class {}
ItemSchema.setClass(Item)

const ItemRevisionSchema = defineEntity({
	name: 'ItemRevision',
	tableName: 'item_revision',
	properties: {
		...tenantKeys,
		...versioned,
		itemId: p.uuid(),
		code: p.text(),
		effectiveFrom: localDate(),
		effectiveTo: localDate().nullable(),
		changeReference: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'itemId', 'code'] }],
	...tenantTable,
})
/** A recipe or bill of materials of an item with its specifications, effective from a date. */
export class ItemRevision extends ItemRevisionSchema.class {}
ItemRevisionSchema.setClass(ItemRevision)

const BomComponentSchema = defineEntity({
	name: 'BomComponent',
	tableName: 'bom_component',
	properties: {
		...tenantKeys,
		revisionId: p.uuid(),
		componentItemId: p.uuid(),
		quantity: decimal(),
		unit: p.text(),
		tolerancePercent: decimal().default('0'),
		position: p.integer(),
	},
	uniques: [{ properties: ['tenantId', 'revisionId', 'componentItemId'] }],
	...tenantTable,
})
/** What one unit of a revision is made of. */
export class BomComponent extends BomComponentSchema.class {}
BomComponentSchema.setClass(BomComponent)

const SpecificationSchema = defineEntity({
	name: 'Specification',
	tableName: 'specification',
	properties: {
		...tenantKeys,
		itemId: p.uuid(),
		test: p.text(),
		name: p.json<LocalizedText>(),
		method: p.text(),
		unit: p.text(),
		minimum: decimal().nullable(),
		maximum: decimal().nullable(),
		required: p.boolean().default(true),
		position: p.integer(),
	},
	uniques: [{ properties: ['tenantId', 'itemId', 'test'] }],
	...tenantTable,
})
/** What a lot of an item is tested for, how, and between which limits. */
export class Specification extends SpecificationSchema.class {}
SpecificationSchema.setClass(Specification)

const ProcessParameterSchema = defineEntity({
	name: 'ProcessParameter',
	tableName: 'process_parameter',
	properties: {
		...tenantKeys,
		revisionId: p.uuid(),
		/** The word by which events give its readings: `parameters.<key>`. */
		key: p.text(),
		name: p.json<LocalizedText>(),
		/** The step of the order in which it is read, as people call it; null: of the whole order. */
		step: p.text().nullable(),
		/** As it is printed: °C, bar, kGy, 1/min. */
		unit: p.text(),
		target: decimal().nullable(),
		minimum: decimal().nullable(),
		maximum: decimal().nullable(),
		/** A reading is needed before the lot may be finished. */
		required: p.boolean().default(true),
		position: p.integer(),
	},
	uniques: [{ properties: ['tenantId', 'revisionId', 'key'] }],
	...tenantTable,
})
/**
 * What is measured while a revision is made, and between which limits. Read by `listProcessParameters`; a reading is
 * judged by `judgeReading`.
 */
export class ProcessParameter extends ProcessParameterSchema.class {}
ProcessParameterSchema.setClass(ProcessParameter)

const ItemUnitSchema = defineEntity({
	name: 'ItemUnit',
	tableName: 'item_unit',
	properties: {
		...tenantKeys,
		...versioned,
		itemId: p.uuid(),
		/** Rec 20 code of the unit that is converted: `XBX`, a box. */
		unit: p.text(),
		/** How much of `baseUnit` one of them is, exactly. */
		factor: decimal(),
		/** Rec 20 code of a unit of the item's own dimension: `H87`, pieces. */
		baseUnit: p.text(),
		effectiveFrom: localDate(),
		effectiveTo: localDate().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'itemId', 'unit', 'effectiveFrom'] }],
	...tenantTable,
})
/** A conversion that holds for one item alone: a box of it is twelve pieces. */
export class ItemUnit extends ItemUnitSchema.class {}
ItemUnitSchema.setClass(ItemUnit)
