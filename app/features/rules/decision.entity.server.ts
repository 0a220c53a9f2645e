import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'

const DecisionRecordSchema = defineEntity({
	name: 'DecisionRecord',
	tableName: 'decision',
	properties: {
		...tenantKeys,
		ruleSet: p.text(),
		ruleSetVersion: p.integer(),
		/** Absent where no version of the rule set could be read: nothing decided, and the outcome is unknown. */
		versionId: p.uuid().nullable(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		lotId: p.uuid().nullable(),
		/** Where the record belonged when it was decided on, which a pilot chooses by. */
		siteId: p.uuid().nullable(),
		itemId: p.uuid().nullable(),
		outcome: p.text(),
		facts: p.json<Record<string, unknown>>(),
		detail: p.json<Record<string, unknown>>(),
		missingFacts: p.array(),
		decidedAt: p.datetime(),
		decidedBy: p.text(),
	},
	indexes: [
		{ properties: ['tenantId', 'lotId', 'decidedAt'] },
		{ properties: ['tenantId', 'ruleSet', 'decidedAt'] },
		{ properties: ['tenantId', 'decidedAt', 'id'] },
		{ properties: ['tenantId', 'outcome', 'decidedAt', 'id'] },
	],
	...tenantTable,
})
/** One evaluation of one version of a rule set: facts, outcome, explanation. Never changed. */
export class DecisionRecord extends DecisionRecordSchema.class {}
DecisionRecordSchema.setClass(DecisionRecord)
