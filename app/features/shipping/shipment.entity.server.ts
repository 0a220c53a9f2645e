import { defineEntity, p } from '@mikro-orm/core'
import type { Quantity } from '#app/core/quantity.ts'
import {
	decimal,
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { LineStatus, ShipmentDirection } from './shipment.model.ts'

const ShipmentSchema = defineEntity({
	name: 'Shipment',
	tableName: 'shipment',
	properties: {
		...tenantKeys,
		...versioned,
		direction: p.text().$type<ShipmentDirection>(),
		number: p.text(),
		partyId: p.uuid(),
		siteId: p.uuid(),
		reference: p.text().nullable(),
		carrier: p.text().nullable(),
		/** State and category of its workflow; only `move-record` writes them. */
		status: p.text(),
		category: p.text(),
		announcedAt: p.datetime(),
		expectedOn: localDate().nullable(),
		shippedAt: p.datetime().nullable(),
		arrivedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'direction', 'number'] }],
	indexes: [
		{ properties: ['tenantId', 'direction', 'status'] },
		{ properties: ['tenantId', 'partyId'] },
		{ properties: ['tenantId', 'direction', 'announcedAt', 'id'] },
		{ properties: ['tenantId', 'reference'], where: 'reference is not null' },
	],
	...tenantTable,
	...partnerPolicy('shipment_partner', `party_id = ${PARTY_SETTING}`),
})
/** Lots on their way: announced by a supplier (inbound) or sent to a customer (outbound). */
export class Shipment extends ShipmentSchema.class {}
ShipmentSchema.setClass(Shipment)

const ShipmentLineSchema = defineEntity({
	name: 'ShipmentLine',
	tableName: 'shipment_line',
	properties: {
		...tenantKeys,
		...versioned,
		shipmentId: p.uuid().index(),
		lineNumber: p.integer(),
		lotId: p.uuid().index(),
		/** The item ordered, which the delivered lot's item is matched against. */
		itemId: p.uuid(),
		expectedRevision: p.text().nullable(),
		quantity: decimal(),
		unit: p.text(),
		/** The quantity, and what was counted, as they were given where that was in another unit. */
		given: p.json<Quantity>().nullable(),
		countedQuantity: decimal().nullable(),
		countedGiven: p.json<Quantity>().nullable(),
		status: p.text().$type<LineStatus>().default('pending'),
		decisionId: p.uuid().nullable(),
		overrideSignatureId: p.uuid().nullable(),
		decidedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'shipmentId', 'lineNumber'] }],
	...tenantTable,
	...partnerPolicy(
		'shipment_line_partner',
		`exists (select 1 from shipment s where s.tenant_id = shipment_line.tenant_id and s.id = shipment_line.shipment_id and s.party_id = ${PARTY_SETTING})`,
	),
})
/** One lot of a shipment, with what was announced, counted and decided. */
export class ShipmentLine extends ShipmentLineSchema.class {}
ShipmentLineSchema.setClass(ShipmentLine)
