import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import type { CommentAct, EmergencyVerdict, PilotEnd, PilotScope } from './definition-life.model.ts'

const DefinitionPilotSchema = defineEntity({
	name: 'DefinitionPilot',
	tableName: 'definition_pilot',
	properties: {
		...tenantKeys,
		versionId: p.uuid(),
		kind: p.text().$type<DefinitionKind>(),
		key: p.text(),
		scope: p.json<PilotScope>(),
		reason: p.text(),
		begunAt: p.datetime(),
		begunById: p.uuid().nullable(),
		endedAt: p.datetime().nullable(),
		end: p.text().$type<PilotEnd>().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'versionId'] }],
	...tenantTable,
})
/** For which records a version is in force before it is for all. At most one of a key runs at a time. */
export class DefinitionPilot extends DefinitionPilotSchema.class {}
DefinitionPilotSchema.setClass(DefinitionPilot)

const DefinitionEmergencySchema = defineEntity({
	name: 'DefinitionEmergency',
	tableName: 'definition_emergency',
	properties: {
		...tenantKeys,
		versionId: p.uuid(),
		kind: p.text().$type<DefinitionKind>(),
		key: p.text(),
		reason: p.text(),
		dueAt: p.datetime(),
		verdict: p.text().$type<EmergencyVerdict>().nullable(),
		decidedAt: p.datetime().nullable(),
		decidedById: p.uuid().nullable(),
		verdictReason: p.text().nullable(),
		/** The version that a rejection put the content before into force with. */
		rolledBackTo: p.integer().nullable(),
		escalations: p.integer().default(0),
		escalatedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'versionId'] }],
	...tenantTable,
})
/** A version that its author published alone, and what a second person says of it afterwards. */
export class DefinitionEmergency extends DefinitionEmergencySchema.class {}
DefinitionEmergencySchema.setClass(DefinitionEmergency)

const DefinitionCommentSchema = defineEntity({
	name: 'DefinitionComment',
	tableName: 'definition_comment',
	properties: {
		...tenantKeys,
		versionId: p.uuid(),
		/** The id of the thread's first comment. */
		threadId: p.uuid(),
		act: p.text().$type<CommentAct>(),
		/** JSON pointer of the place in the document; null for the whole of it. */
		anchor: p.text().nullable(),
		/** What the place was called when the comment was made, to be found again when it moves. */
		anchorLabel: p.text().nullable(),
		body: p.text(),
		contentHash: p.text(),
		authorId: p.uuid().nullable(),
		authorName: p.text(),
		at: p.datetime(),
	},
	indexes: [{ properties: ['tenantId', 'versionId', 'at'] }],
	...tenantTable,
})
/** What somebody said of a draft or version, or that a thread is resolved or open again. Never changed. */
export class DefinitionComment extends DefinitionCommentSchema.class {}
DefinitionCommentSchema.setClass(DefinitionComment)
