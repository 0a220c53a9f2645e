import { defineEntity, p } from '@mikro-orm/core'
import { partnerPolicy, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type {
	ConnectionStatus,
	Direction,
	DisclosureLevel,
	NoticeLine,
	RequestStatus,
	SharedContent,
} from './network.model.ts'

/*
 * What two companies of the portal tell each other. Each has rows of its own; nothing here is read across companies: what
 * one shows the other is written into the other's rows by a job that acts in each company in turn.
 */

const ConnectionSchema = defineEntity({
	name: 'Connection',
	tableName: 'connection',
	properties: {
		...tenantKeys,
		...versioned,
		/** The same on both sides. */
		linkId: p.uuid(),
		peerTenantId: p.uuid().nullable(),
		peerName: p.text().nullable(),
		/** The own partner that the other company is. */
		partyId: p.uuid(),
		status: p.text().$type<ConnectionStatus>(),
		/** What the other company is shown of lots that were shipped between the two. */
		disclosure: p.text().$type<DisclosureLevel>(),
		connectedAt: p.datetime().nullable(),
		endedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'linkId'] }],
	indexes: [{ properties: ['tenantId', 'partyId'] }],
	...tenantTable,
	...partnerPolicy('connection_partner', 'false'),
})
/** One company's side of an agreement with another company of the portal. */
export class Connection extends ConnectionSchema.class {}
ConnectionSchema.setClass(Connection)

const DisclosedLotSchema = defineEntity({
	name: 'DisclosedLot',
	tableName: 'disclosed_lot',
	properties: {
		...tenantKeys,
		connectionId: p.uuid(),
		lotId: p.uuid(),
		/** What stands for the lot between the two companies. */
		ref: p.uuid(),
		direction: p.text().$type<Direction>(),
		grantedLevel: p.text().$type<DisclosureLevel>().nullable(),
		grantedUntil: p.datetime().nullable(),
		/** Null: to be sent again. */
		sentAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'connectionId', 'lotId', 'direction'] }],
	indexes: [{ properties: ['tenantId', 'connectionId', 'sentAt'] }, { properties: ['tenantId', 'ref'] }],
	...tenantTable,
	...partnerPolicy('disclosed_lot_partner', 'false'),
})
/** A lot of ours that a connected company is told of. */
export class DisclosedLot extends DisclosedLotSchema.class {}
DisclosedLotSchema.setClass(DisclosedLot)

const SharedLotSchema = defineEntity({
	name: 'SharedLot',
	tableName: 'shared_lot',
	properties: {
		...tenantKeys,
		connectionId: p.uuid(),
		ref: p.uuid(),
		direction: p.text().$type<Direction>(),
		code: p.text(),
		/** As codes are compared: own lots are found by it. */
		codeNorm: p.text().collation('C'),
		gtin: p.text().nullable(),
		content: p.json<SharedContent>(),
		/** The own lot that it is, came into, or came from. */
		ownLotId: p.uuid().nullable(),
		updatedAt: p.datetime(),
	},
	uniques: [{ properties: ['tenantId', 'connectionId', 'ref'] }],
	indexes: [{ properties: ['tenantId', 'ownLotId'] }],
	...tenantTable,
	...partnerPolicy('shared_lot_partner', 'false'),
})
/** A lot of a connected company, as far as that company shows it. */
export class SharedLot extends SharedLotSchema.class {}
SharedLotSchema.setClass(SharedLot)

const PeerNoticeSchema = defineEntity({
	name: 'PeerNotice',
	tableName: 'peer_notice',
	properties: {
		...tenantKeys,
		...versioned,
		connectionId: p.uuid(),
		number: p.text(),
		shippedAt: p.datetime(),
		carrier: p.text().nullable(),
		lines: p.json<NoticeLine[]>(),
		status: p.text().$type<'new' | 'announced' | 'dismissed'>().default('new'),
		deliveryId: p.uuid().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'connectionId', 'number'] }],
	...tenantTable,
	...partnerPolicy('peer_notice_partner', 'false'),
})
/** A shipment that a connected company says is on its way to us. */
export class PeerNotice extends PeerNoticeSchema.class {}
PeerNoticeSchema.setClass(PeerNotice)

const DisclosureRequestSchema = defineEntity({
	name: 'DisclosureRequest',
	tableName: 'disclosure_request',
	properties: {
		...tenantKeys,
		connectionId: p.uuid(),
		/** The same on both sides. */
		requestKey: p.uuid(),
		side: p.text().$type<'asked' | 'received'>(),
		ref: p.uuid(),
		code: p.text(),
		level: p.text().$type<DisclosureLevel>(),
		reason: p.text(),
		status: p.text().$type<RequestStatus>().default('open'),
		askedBy: p.text(),
		askedAt: p.datetime(),
		answer: p.text().nullable(),
		answeredAt: p.datetime().nullable(),
		grantedUntil: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'requestKey', 'side'] }],
	...tenantTable,
	...partnerPolicy('disclosure_request_partner', 'false'),
})
/** One company asking another to show more of a lot; each side has its row. */
export class DisclosureRequest extends DisclosureRequestSchema.class {}
DisclosureRequestSchema.setClass(DisclosureRequest)
