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
		/** The container that it is in, as a box on a pallet. */
		parentId: p.uuid().nullable(),
		/** It left with what is inside; nothing goes in or out any more. */
		shippedAt: p.datetime().nullable(),
		shipmentId: p.uuid().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'sscc'] }],
	indexes: [{ properties: ['tenantId', 'updatedAt', 'id'] }, { properties: ['tenantId', 'parentId'] }],
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

const TraceEventContainerSchema = defineEntity({
	name: 'TraceEventContainer',
	tableName: 'trace_event_container',
	properties: { ...tenantKey, eventId: p.uuid().primary(), containerId: p.uuid().primary() },
	indexes: [{ properties: ['tenantId', 'containerId'] }],
	...tenantTable,
})
/** A container that an event put into another one, or took out of it. Written once. */
export class TraceEventContainer extends TraceEventContainerSchema.class {}
TraceEventContainerSchema.setClass(TraceEventContainer)
