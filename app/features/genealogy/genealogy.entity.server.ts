import { defineEntity, p } from '@mikro-orm/core'
import type { Quantity } from '#app/core/quantity.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { decimal, tenantKeys, tenantOnly, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { EventBalance, EventKind, EventLotRole, LinkKind, ProcessParameters } from './genealogy.model.ts'

const LotLinkSchema = defineEntity({
	name: 'LotLink',
	tableName: 'lot_link',
	properties: {
		...tenantOnly,
		parentNode: p.bigint('number').primary(),
		childNode: p.bigint('number').primary(),
		kind: p.text().primary().$type<LinkKind>(),
		eventId: p.uuid().primary(),
		quantity: decimal(),
		unit: p.text(),
		eventTime: p.datetime(),
		/** Put together afterwards by a signed statement; never taken back. */
		reconstructed: p.boolean().default(false),
	},
	...tenantTable,
})
/** Parent to child: this quantity of the parent went into the child. */
export class LotLink extends LotLinkSchema.class {}
LotLinkSchema.setClass(LotLink)

const LotLinkVoidSchema = defineEntity({
	name: 'LotLinkVoid',
	tableName: 'lot_link_void',
	properties: {
		...tenantOnly,
		parentNode: p.bigint('number').primary(),
		childNode: p.bigint('number').primary(),
		kind: p.text().primary().$type<LinkKind>(),
		eventId: p.uuid().primary(),
		quantity: decimal(),
		unit: p.text(),
		eventTime: p.datetime(),
		/** The event that took it back. */
		correctionId: p.uuid(),
	},
	...tenantTable,
})
/** A link of an event that was wrong. It is kept here, where no walk passes, and by the database's own rule nowhere else. */
export class LotLinkVoid extends LotLinkVoidSchema.class {}
LotLinkVoidSchema.setClass(LotLinkVoid)

const TraceEventSchema = defineEntity({
	name: 'TraceEvent',
	tableName: 'trace_event',
	properties: {
		...tenantKeys,
		kind: p.text().$type<EventKind>(),
		eventTime: p.datetime(),
		timeZoneOffset: p.text(),
		recordedAt: p.datetime(),
		actorId: p.uuid().nullable(),
		actorName: p.text(),
		siteId: p.uuid().nullable(),
		orderId: p.uuid().nullable(),
		shipmentId: p.uuid().nullable(),
		partyId: p.uuid().nullable(),
		step: p.text().nullable(),
		equipment: p.text().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
		reference: p.text().nullable(),
		parameters: p.json<ProcessParameters>().nullable(),
		note: p.text().nullable(),
		decisionId: p.uuid().nullable(),
		correctsId: p.uuid().nullable(),
		reconstructed: p.boolean().default(false),
		/** The id that the sender gave it, so that the same event is never recorded twice. */
		externalId: p.text().nullable(),
		containerId: p.uuid().nullable(),
		balance: p.json<EventBalance>().nullable(),
		/** By the data dictionary. */
		attributes: p.json<AttributeValues>().nullable(),
	},
	// Of what few events have, the index holds those alone: it is small, and never taken for looking an event up by its id.
	uniques: [{ properties: ['tenantId', 'externalId'], where: 'external_id is not null' }],
	indexes: [
		{ properties: ['tenantId', 'eventTime', 'id'] },
		{ properties: ['tenantId', 'kind', 'eventTime', 'id'] },
		{ properties: ['tenantId', 'siteId', 'eventTime', 'id'], where: 'site_id is not null' },
		{ properties: ['tenantId', 'actorName', 'eventTime', 'id'] },
		{ properties: ['tenantId', 'orderId'], where: 'order_id is not null' },
		{ properties: ['tenantId', 'reference'], where: 'reference is not null' },
		{
			name: 'trace_event_attributed_index',
			properties: ['tenantId', 'eventTime', 'id'],
			where: 'attributes is not null',
		},
		{ properties: ['tenantId', 'correctsId'], where: 'corrects_id is not null' },
	],
	...tenantTable,
})
/** What, when, where and why happened to which lots; never edited, only corrected by another. */
export class TraceEvent extends TraceEventSchema.class {}
TraceEventSchema.setClass(TraceEvent)

const TraceEventLotSchema = defineEntity({
	name: 'TraceEventLot',
	tableName: 'trace_event_lot',
	properties: {
		...tenantOnly,
		eventId: p.uuid().primary(),
		lotId: p.uuid().primary(),
		role: p.text().primary().$type<EventLotRole>(),
		quantity: decimal(),
		unit: p.text(),
		/** The quantity as it was given, where that was in another unit than the lot's. */
		given: p.json<Quantity>().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'lotId', 'eventId'] }],
	...tenantTable,
})
/** One lot's part in a trace event, in a quantity. */
export class TraceEventLot extends TraceEventLotSchema.class {}
TraceEventLotSchema.setClass(TraceEventLot)
