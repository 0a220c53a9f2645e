import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'

export type MailStatus = 'queued' | 'sent' | 'kept' | 'failed'

const MailSchema = defineEntity({
	name: 'Mail',
	tableName: 'mail',
	properties: {
		...tenantKeys,
		dedupeKey: p.text(),
		messageId: p.text(),
		recipient: p.text(),
		/** The person of the portal whom it is for, where it is for one. */
		accountId: p.uuid().nullable(),
		template: p.text(),
		/** Of the tenant's own words; null: the shipped ones. */
		templateVersion: p.integer().nullable(),
		/** The record that it is about. */
		subjectType: p.text().nullable(),
		subjectId: p.uuid().nullable(),
		language: p.text(),
		subject: p.text(),
		html: p.text(),
		text: p.text(),
		status: p.text().$type<MailStatus>().default('queued'),
		attempts: p.integer().default(0),
		lastError: p.text().nullable(),
		sentAt: p.datetime().nullable(),
		createdAt: p.datetime().onCreate(() => new Date()),
	},
	uniques: [{ properties: ['tenantId', 'dedupeKey'] }],
	indexes: [
		{ properties: ['tenantId', 'status', 'createdAt'] },
		{ properties: ['tenantId', 'createdAt', 'id'] },
		{ properties: ['tenantId', 'subjectId'] },
	],
	...tenantTable,
})
/** A mail to be sent once: unique by what happened and to whom, with a Message-ID that stays over retries. */
export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail)
