import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import {
	PARTY_SETTING,
	partnerWritesPolicy,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'

const TaskSchema = defineEntity({
	name: 'Task',
	tableName: 'task',
	properties: {
		...tenantKeys,
		...versioned,
		title: p.json<LocalizedText>(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		subjectLabel: p.text(),
		/** For everyone of a role (of `partyId`, where that is a partner's) or for one person; exactly one of the two. */
		role: p.text().nullable(),
		partyId: p.uuid().nullable(),
		accountId: p.uuid().nullable(),
		dueAt: p.datetime().nullable(),
		/** What made it: `step:<transition>`, `timer:<key>`. */
		origin: p.text(),
		instanceId: p.uuid().nullable(),
		doneAt: p.datetime().nullable(),
		doneBy: p.uuid().nullable(),
		doneNote: p.text().nullable(),
	},
	indexes: [
		{ properties: ['tenantId', 'role', 'dueAt'] },
		{ properties: ['tenantId', 'accountId', 'dueAt'] },
		{ properties: ['tenantId', 'subjectId'] },
	],
	...tenantTable,
	...partnerWritesPolicy('task_partner', `party_id = ${PARTY_SETTING}`),
})
/** Something that somebody has to do about a record. */
export class Task extends TaskSchema.class {}
TaskSchema.setClass(Task)

const OutboundEventSchema = defineEntity({
	name: 'OutboundEvent',
	tableName: 'outbound_event',
	properties: {
		...tenantKeys,
		/** CloudEvents `type` without the vendor's prefix: `lot.released`. */
		type: p.text(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		/** CloudEvents `subject`: how people know the record. */
		subjectLabel: p.text(),
		time: p.datetime(),
		data: p.json<Record<string, unknown>>(),
		/** When it was handed over to every endpoint that asked for it. */
		dispatchedAt: p.datetime().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'dispatchedAt', 'time'] }, { properties: ['tenantId', 'subjectId'] }],
	...tenantTable,
	...partnerWritesPolicy('outbound_event_partner', 'false'),
})
/** Something that the outside may want to hear of, written with what happened and handed over later. */
export class OutboundEvent extends OutboundEventSchema.class {}
OutboundEventSchema.setClass(OutboundEvent)
