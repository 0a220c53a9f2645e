import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import {
	decimal,
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKey,
	tenantKeys,
	tenantOnly,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { HoldSource, LotAttributes, LotReferenceKind } from './lot.model.ts'

const LotSchema = defineEntity({
	name: 'Lot',
	tableName: 'lot',
	properties: {
		...tenantKeys,
		...versioned,
		/** Small key for the genealogy; everything else uses `id`. */
		node: p.bigint('number').autoincrement(),
		itemId: p.uuid(),
		revisionId: p.uuid().nullable(),
		code: p.text(),
		codeNorm: p.text().collation('C'),
		quantity: decimal(),
		onHand: decimal(),
		/** More was taken than was booked in, which the tenant allows; a gap until it is put right. */
		overdrawn: p.boolean().default(false),
		unit: p.text(),
		/** The quantity as it was given, where that was in another unit by a conversion of the item. */
		given: p.json<Quantity>().nullable(),
		/** State and category of the lot's workflow instance, kept here for lists; only `move-record` writes them. */
		status: p.text(),
		category: p.text(),
		manufacturedOn: localDate().nullable(),
		expiresOn: localDate().nullable(),
		supplierId: p.uuid().nullable(),
		supplierLot: p.text().nullable(),
		supplierLotNorm: p.text().collation('C').nullable(),
		siteId: p.uuid().nullable(),
		orderId: p.uuid().nullable(),
		gtin: p.text().nullable(),
		attributes: p.json<LotAttributes>().onCreate(() => ({})),
	},
	uniques: [{ properties: ['tenantId', 'code'] }, { properties: ['node'] }],
	indexes: [
		{ properties: ['tenantId', 'codeNorm'] },
		{ properties: ['tenantId', 'supplierLotNorm'] },
		{ properties: ['tenantId', 'status', 'updatedAt', 'id'] },
		{ properties: ['tenantId', 'updatedAt', 'id'] },
		{ properties: ['tenantId', 'itemId', 'updatedAt', 'id'] },
		{ properties: ['tenantId', 'supplierId', 'updatedAt', 'id'] },
		{ properties: ['tenantId', 'gtin', 'codeNorm'] },
		{ properties: ['tenantId', 'node'], where: "category = 'blocked'" },
	],
	...tenantTable,
	...partnerPolicy(
		'lot_partner',
		`supplier_id = ${PARTY_SETTING} or exists (select 1 from lot_party g where g.tenant_id = lot.tenant_id and g.lot_id = lot.id and g.party_id = ${PARTY_SETTING})`,
	),
})
/** An identified quantity of one item made or received under uniform conditions. */
export class Lot extends LotSchema.class {}
LotSchema.setClass(Lot)

const LotPartySchema = defineEntity({
	name: 'LotParty',
	tableName: 'lot_party',
	properties: { ...tenantKey, lotId: p.uuid().primary(), partyId: p.uuid().primary(), since: p.datetime() },
	indexes: [{ properties: ['tenantId', 'partyId', 'since'] }],
	...tenantTable,
	...partnerPolicy('lot_party_partner', `party_id = ${PARTY_SETTING}`),
})
/** Which customer may see a lot because it was shipped to them. */
export class LotParty extends LotPartySchema.class {}
LotPartySchema.setClass(LotParty)

const HoldSchema = defineEntity({
	name: 'Hold',
	tableName: 'hold',
	properties: {
		...tenantKeys,
		number: p.text(),
		lotId: p.uuid().index(),
		reason: p.text(),
		/** The reason in both languages, where a rule or a deadline found it. */
		reasonWords: p.json<LocalizedText>().nullable(),
		source: p.text().$type<HoldSource>(),
		/** The state from which the lot was put on hold; null where it was on hold already. */
		heldFrom: p.text().nullable(),
		placedBy: p.uuid().nullable(),
		placedAt: p.datetime(),
		liftedBy: p.uuid().nullable(),
		liftedAt: p.datetime().nullable(),
		liftReason: p.text().nullable(),
	},
	...tenantTable,
})
/** A named reason that blocks use and shipment of a lot until lifted. */
export class Hold extends HoldSchema.class {}
HoldSchema.setClass(Hold)

const LotReferenceSchema = defineEntity({
	name: 'LotReference',
	tableName: 'lot_reference',
	properties: {
		...tenantOnly,
		lotId: p.uuid().primary(),
		kind: p.text().primary().$type<LotReferenceKind>(),
		valueNorm: p.text().collation('C').primary(),
		value: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'valueNorm'] }],
	...tenantTable,
	...partnerPolicy(
		'lot_reference_partner',
		`exists (select 1 from lot l where l.tenant_id = lot_reference.tenant_id and l.id = lot_reference.lot_id and l.supplier_id = ${PARTY_SETTING})`,
	),
})
/** What a lot came in: a container or a logistic unit by its SSCC. One of them may hold several lots. */
export class LotReference extends LotReferenceSchema.class {}
LotReferenceSchema.setClass(LotReference)

const LotSequenceSchema = defineEntity({
	name: 'LotSequence',
	tableName: 'lot_sequence',
	properties: { ...tenantKey, scope: p.text().primary(), last: p.integer() },
	...tenantTable,
})
/** The last number given within a scope of a code pattern (lots, holds, cases …); its row lock orders the writers. */
export class LotSequence extends LotSequenceSchema.class {}
LotSequenceSchema.setClass(LotSequence)
