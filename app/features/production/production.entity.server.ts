import { defineEntity, p } from '@mikro-orm/core'
import type { Quantity } from '#app/core/quantity.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import {
	decimal,
	localDate,
	tenantKey,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { OrderBalance } from './production.model.ts'

const ProductionOrderSchema = defineEntity({
	name: 'ProductionOrder',
	tableName: 'production_order',
	properties: {
		...tenantKeys,
		...versioned,
		number: p.text(),
		itemId: p.uuid(),
		revisionId: p.uuid(),
		siteId: p.uuid(),
		line: p.text(),
		plannedQuantity: decimal(),
		unit: p.text(),
		/** As it was planned, where that was in another unit than the item's own. */
		given: p.json<Quantity>().nullable(),
		status: p.text(),
		category: p.text().$type<StateCategory>(),
		dueOn: localDate().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
		/** Since when it stands still; its lot is paused meanwhile. */
		pausedAt: p.datetime().nullable(),
		/** As the line was set up when it started: other orders may run on it at the same time. */
		sharesLine: p.boolean().default(false),
		/** How it came out, as it was when the order was closed. */
		balance: p.json<OrderBalance>().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'number'] }],
	indexes: [{ properties: ['tenantId', 'category'] }, { properties: ['tenantId', 'createdAt', 'id'] }],
	...tenantTable,
})
/** An order to make a quantity of an item by one pinned revision. */
export class ProductionOrder extends ProductionOrderSchema.class {}
ProductionOrderSchema.setClass(ProductionOrder)

const ProductionLineSchema = defineEntity({
	name: 'ProductionLine',
	tableName: 'production_line',
	properties: {
		...tenantKey,
		siteId: p.uuid().primary(),
		line: p.text().primary(),
		severalLots: p.boolean().default(false),
	},
	...tenantTable,
})
/** A line on which more than one lot may be made at once; one that is not here takes one at a time. */
export class ProductionLine extends ProductionLineSchema.class {}
ProductionLineSchema.setClass(ProductionLine)

const LineClearanceSchema = defineEntity({
	name: 'LineClearance',
	tableName: 'line_clearance',
	properties: {
		...tenantKeys,
		siteId: p.uuid(),
		line: p.text(),
		/** The order that may start because of it, and the one whose things were cleared away. */
		orderId: p.uuid(),
		previousOrderId: p.uuid(),
		clearedAt: p.datetime(),
		actorId: p.uuid().nullable(),
		actorName: p.text(),
		note: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'orderId'] }],
	...tenantTable,
})
/** Somebody's word that nothing of the order before was left on a line. Never changed. */
export class LineClearance extends LineClearanceSchema.class {}
LineClearanceSchema.setClass(LineClearance)

const ProductionReadingSchema = defineEntity({
	name: 'ProductionReading',
	tableName: 'production_reading',
	properties: {
		...tenantKeys,
		orderId: p.uuid(),
		parameter: p.text(),
		value: decimal(),
		unit: p.text().nullable(),
		min: decimal().nullable(),
		max: decimal().nullable(),
		within: p.boolean(),
		readAt: p.datetime(),
		recordedAt: p.datetime(),
		step: p.text().nullable(),
		equipment: p.text().nullable(),
		actorName: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'orderId', 'parameter', 'readAt'] }],
	...tenantTable,
})
/** One value of a process parameter as it was read, with the limits that held then. Never changed. */
export class ProductionReading extends ProductionReadingSchema.class {}
ProductionReadingSchema.setClass(ProductionReading)
