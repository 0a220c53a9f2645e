import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import { partnerPolicy, tenantKeys, tenantOnly, tenantTable } from '#app/platform/db/tenant-table.server.ts'

export type BulkMoveStatus = 'queued' | 'running' | 'done' | 'cancelled'

const BulkMoveSchema = defineEntity({
	name: 'BulkMoveRecord',
	tableName: 'bulk_move',
	properties: {
		...tenantKeys,
		kind: p.text(),
		transition: p.text(),
		title: p.json<LocalizedText>(),
		reason: p.text(),
		status: p.text().$type<BulkMoveStatus>(),
		total: p.integer(),
		moved: p.integer().default(0),
		refused: p.integer().default(0),
		requestedBy: p.uuid(),
		requestedByName: p.text(),
		requestedAt: p.datetime(),
		finishedAt: p.datetime().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'requestedAt'] }],
	...tenantTable,
	...partnerPolicy('bulk_move_partner', 'false'),
})
/** One step asked for many records at once. */
export class BulkMoveRecord extends BulkMoveSchema.class {}
BulkMoveSchema.setClass(BulkMoveRecord)

const BulkMoveItemSchema = defineEntity({
	name: 'BulkMoveItem',
	tableName: 'bulk_move_item',
	properties: {
		...tenantOnly,
		bulkMoveId: p.uuid().primary(),
		position: p.integer().primary(),
		subjectId: p.uuid(),
		label: p.text(),
		state: p.text().$type<'waiting' | 'moved' | 'refused'>(),
		/** Why it was refused, in words. */
		refusals: p.json<LocalizedText[]>().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'bulkMoveId', 'state', 'position'] }],
	...tenantTable,
	...partnerPolicy('bulk_move_item_partner', 'false'),
})
/** What became of one of them. */
export class BulkMoveItem extends BulkMoveItemSchema.class {}
BulkMoveItemSchema.setClass(BulkMoveItem)
