import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'

const WebhookEndpointSchema = defineEntity({
	name: 'WebhookEndpoint',
	tableName: 'webhook_endpoint',
	properties: {
		...tenantKeys,
		...versioned,
		name: p.text(),
		url: p.text(),
		/** Types such as `lot.released`, `lot.*` for all of a kind, `*` for everything. */
		events: p.array(),
		/** Sealed under the portal's secret. */
		secret: p.text(),
		/** Signs beside the new one until then. */
		previousSecret: p.text().nullable(),
		previousUntil: p.datetime().nullable(),
		pausedAt: p.datetime().nullable(),
		removedAt: p.datetime().nullable(),
		createdBy: p.uuid().nullable(),
	},
	...tenantTable,
})
/** Where a tenant wants to hear of events. */
export class WebhookEndpoint extends WebhookEndpointSchema.class {}
WebhookEndpointSchema.setClass(WebhookEndpoint)

export type WebhookStatus = 'queued' | 'sent' | 'failed'

const WebhookDeliverySchema = defineEntity({
	name: 'WebhookDelivery',
	tableName: 'webhook_delivery',
	properties: {
		...tenantKeys,
		endpointId: p.uuid(),
		/** The CloudEvent's id; the same event never goes to an endpoint under a second delivery. */
		eventId: p.uuid(),
		eventType: p.text(),
		subjectType: p.text(),
		subjectId: p.uuid().nullable(),
		subjectLabel: p.text(),
		/** The CloudEvent as it is sent, byte for byte at every try. */
		body: p.text(),
		status: p.text().$type<WebhookStatus>().default('queued'),
		attempts: p.integer().default(0),
		lastError: p.text().nullable(),
		answerStatus: p.integer().nullable(),
		/** The first 2,000 characters. */
		answerBody: p.text().nullable(),
		tookMs: p.integer().nullable(),
		createdAt: p.datetime(),
		triedAt: p.datetime().nullable(),
		sentAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'endpointId', 'eventId'] }],
	indexes: [
		{ properties: ['tenantId', 'createdAt', 'id'] },
		{ properties: ['tenantId', 'status', 'createdAt'] },
		{ properties: ['tenantId', 'subjectId'] },
	],
	...tenantTable,
})
/** One event on its way to one endpoint. Its id is the `webhook-id`, which stays over all tries. */
export class WebhookDelivery extends WebhookDeliverySchema.class {}
WebhookDeliverySchema.setClass(WebhookDelivery)
