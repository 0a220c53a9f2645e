import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { TemplateContent } from './notice-event.model.ts'
import type { ChannelChoices, DigestRhythm } from './preference.model.ts'

const NoticeTemplateSchema = defineEntity({
	name: 'NoticeTemplate',
	tableName: 'notice_template',
	properties: {
		...tenantKeys,
		key: p.text(),
		number: p.integer(),
		/** Null: the shipped words again. */
		content: p.json<TemplateContent>().nullable(),
		note: p.text().nullable(),
		authorId: p.uuid().nullable(),
		authorName: p.text(),
		createdAt: p.datetime(),
	},
	uniques: [{ properties: ['tenantId', 'key', 'number'] }],
	...tenantTable,
})
/** A version of a tenant's own words for a notice. The newest is used; none is ever changed. */
export class NoticeTemplate extends NoticeTemplateSchema.class {}
NoticeTemplateSchema.setClass(NoticeTemplate)

const NoticePreferenceSchema = defineEntity({
	name: 'NoticePreference',
	tableName: 'notice_preference',
	properties: {
		...tenantKeys,
		accountId: p.uuid(),
		channels: p.json<ChannelChoices>(),
		digest: p.text().$type<DigestRhythm>(),
		digestHour: p.integer(),
		/** 1 is Monday. */
		digestDay: p.integer(),
		quietFrom: p.text().nullable(),
		quietUntil: p.text().nullable(),
		timeZone: p.text(),
		updatedAt: p.datetime(),
	},
	uniques: [{ properties: ['tenantId', 'accountId'] }],
	...tenantTable,
})
/** What of this tenant's notices reaches a person, how and when. */
export class NoticePreference extends NoticePreferenceSchema.class {}
NoticePreferenceSchema.setClass(NoticePreference)
