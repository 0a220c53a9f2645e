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
		template: p.text(),
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
	indexes: [{ properties: ['tenantId', 'status', 'createdAt'] }],
	...tenantTable,
})
/** A mail to be sent once: unique by what happened and to whom, with a Message-ID that stays over retries. */
export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail)
