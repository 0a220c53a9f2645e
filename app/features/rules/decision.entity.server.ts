import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'

const DecisionRecordSchema = defineEntity({
	name: 'DecisionRecord',
	tableName: 'decision',
	properties: {
		...tenantKeys,
		ruleSet: p.text(),
		ruleSetVersion: p.integer(),
		versionId: p.uuid(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		lotId: p.uuid().nullable(),
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
	],
	...tenantTable,
})
/** One evaluation of one version of a rule set: facts, outcome, explanation. Never changed. */
export class DecisionRecord extends DecisionRecordSchema.class {}
DecisionRecordSchema.setClass(DecisionRecord)
