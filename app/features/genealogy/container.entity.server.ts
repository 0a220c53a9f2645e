import { defineEntity, p } from '@mikro-orm/core'
import { decimal, tenantKey, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'

const ContainerSchema = defineEntity({
	name: 'Container',
	tableName: 'container',
	properties: {
		...tenantKeys,
		...versioned,
		/** Serial shipping container code, 18 digits. */
		sscc: p.text(),
		siteId: p.uuid().nullable(),
		/** It left with what is inside; nothing goes in or out any more. */
		shippedAt: p.datetime().nullable(),
		shipmentId: p.uuid().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'sscc'] }],
	indexes: [{ properties: ['tenantId', 'updatedAt', 'id'] }],
	...tenantTable,
})
/** A logistic unit with lots inside, known by its SSCC. */
export class Container extends ContainerSchema.class {}
ContainerSchema.setClass(Container)

const ContainerContentSchema = defineEntity({
	name: 'ContainerContent',
	tableName: 'container_content',
	properties: {
		...tenantKey,
		containerId: p.uuid().primary(),
		lotId: p.uuid().primary(),
		quantity: decimal(),
		unit: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'lotId'] }],
	...tenantTable,
})
/** How much of a lot is in a container now, or was when it left: the sum of its pack and unpack events. */
export class ContainerContent extends ContainerContentSchema.class {}
ContainerContentSchema.setClass(ContainerContent)
