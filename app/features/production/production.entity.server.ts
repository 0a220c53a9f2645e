import { defineEntity, p } from '@mikro-orm/core'
import { decimal, localDate, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { OrderStatus } from './production.model.ts'

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
		status: p.text().$type<OrderStatus>(),
		dueOn: localDate().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'number'] }],
	indexes: [{ properties: ['tenantId', 'status'] }],
	...tenantTable,
})
/** An order to make a quantity of an item by one pinned revision. */
export class ProductionOrder extends ProductionOrderSchema.class {}
ProductionOrderSchema.setClass(ProductionOrder)
