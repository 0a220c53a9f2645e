import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import { partnerPolicy, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'

const SopSchema = defineEntity({
	name: 'Sop',
	tableName: 'sop',
	properties: {
		...tenantKeys,
		...versioned,
		/** As workflows name it in `training`: `SOP-QA-012`. */
		code: p.text(),
		title: p.json<LocalizedText>(),
		/** The version in force. */
		currentVersionId: p.uuid().nullable(),
		retiredAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'code'] }],
	...tenantTable,
	...partnerPolicy('sop_partner', 'false'),
})
/** A standard operating procedure that people have to know. */
export class Sop extends SopSchema.class {}
SopSchema.setClass(Sop)

const SopVersionSchema = defineEntity({
	name: 'SopVersion',
	tableName: 'sop_version',
	properties: {
		...tenantKeys,
		sopId: p.uuid(),
		number: p.integer(),
		/** What it says in short, or all of it where there is no document. */
		text: p.json<LocalizedText>(),
		documentId: p.uuid().nullable(),
		/** What changed since the version before. */
		changes: p.text(),
		publishedAt: p.datetime(),
		publishedBy: p.uuid().nullable(),
		/** By when whoever takes a step that asks for it is to know it. */
		acknowledgeBy: p.date().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'sopId', 'number'] }],
	...tenantTable,
	...partnerPolicy('sop_version_partner', 'false'),
})
/** One published version of a procedure. Never changed. */
export class SopVersion extends SopVersionSchema.class {}
SopVersionSchema.setClass(SopVersion)

const TrainingRecordSchema = defineEntity({
	name: 'TrainingRecord',
	tableName: 'training_record',
	properties: {
		...tenantKeys,
		sopId: p.uuid(),
		sopVersionId: p.uuid(),
		accountId: p.uuid(),
		personName: p.text(),
		/** Acknowledged by the person under signature, or recorded by an admin who saw the training. */
		kind: p.text().$type<'acknowledged' | 'recorded'>(),
		at: p.datetime(),
		/** Null: for as long as the version is in force. */
		validUntil: p.datetime().nullable(),
		signatureId: p.uuid().nullable(),
		recordedBy: p.uuid(),
		recordedByName: p.text(),
		note: p.text().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'accountId', 'sopId'] }, { properties: ['tenantId', 'sopId', 'at'] }],
	...tenantTable,
	...partnerPolicy('training_record_partner', 'false'),
})
/** That a person knows one version of a procedure. Never changed; a later record counts instead. */
export class TrainingRecord extends TrainingRecordSchema.class {}
TrainingRecordSchema.setClass(TrainingRecord)
