import { defineEntity, p } from '@mikro-orm/core'
import type { Language } from '#app/core/localized.ts'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'

const InvitationSchema = defineEntity({
	name: 'Invitation',
	tableName: 'invitation',
	properties: {
		...tenantKeys,
		email: p.text(),
		name: p.text(),
		role: p.text(),
		language: p.text().$type<Language>(),
		partyId: p.uuid().nullable(),
		siteId: p.uuid().nullable(),
		invitedBy: p.uuid().nullable(),
		createdAt: p.datetime(),
		expiresAt: p.datetime(),
		acceptedAt: p.datetime().nullable(),
		revokedAt: p.datetime().nullable(),
	},
	...tenantTable,
})
/** An invitation by mail to take a role in a tenant; its link is an access grant of kind `invitation`. */
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation)

const ApiKeySchema = defineEntity({
	name: 'ApiKey',
	tableName: 'api_key',
	properties: {
		...tenantKeys,
		name: p.text(),
		scopes: p.array(),
		partyId: p.uuid().nullable(),
		createdBy: p.uuid().nullable(),
		createdAt: p.datetime(),
		expiresAt: p.datetime().nullable(),
		revokedAt: p.datetime().nullable(),
		lastUsedAt: p.datetime().nullable(),
	},
	...tenantTable,
})
/** A key of the programming interface; its secret is an access grant of kind `api-key`. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey)

const NotificationSchema = defineEntity({
	name: 'Notification',
	tableName: 'notification',
	properties: {
		...tenantKeys,
		accountId: p.uuid(),
		dedupeKey: p.text(),
		/** The kind in people's preferences, and the template that wrote it. */
		kind: p.text().default('work'),
		template: p.text().default('general'),
		templateVersion: p.integer().nullable(),
		subjectType: p.text().nullable(),
		subjectId: p.uuid().nullable(),
		title: p.json<{ en: string; 'zh-CN': string }>(),
		href: p.text(),
		/** Whether it stands in the portal; otherwise it waits for a digest alone. */
		shown: p.boolean().default(true),
		digest: p.text().$type<'waiting' | 'sent'>().nullable(),
		createdAt: p.datetime(),
		readAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'accountId', 'dedupeKey'] }],
	indexes: [
		{ properties: ['tenantId', 'accountId', 'createdAt', 'id'] },
		{ properties: ['tenantId', 'createdAt', 'id'] },
		{ properties: ['tenantId', 'subjectId'] },
	],
	...tenantTable,
})
/** A notice inside the portal to one person. */
export class Notification extends NotificationSchema.class {}
NotificationSchema.setClass(Notification)
