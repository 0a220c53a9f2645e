import { defineEntity, p } from '@mikro-orm/core'
import { decimal, tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { Severity, Verdict } from './quality.model.ts'

const TestResultSchema = defineEntity({
	name: 'TestResult',
	tableName: 'test_result',
	properties: {
		...tenantKeys,
		lotId: p.uuid().index(),
		/** The lot's, which never changes. */
		itemId: p.uuid(),
		specificationId: p.uuid().nullable(),
		test: p.text(),
		method: p.text(),
		unit: p.text(),
		minimum: decimal().nullable(),
		maximum: decimal().nullable(),
		value: decimal().nullable(),
		reported: p.text(),
		verdict: p.text().$type<Verdict>(),
		source: p.text().$type<'person' | 'file' | 'api' | 'certificate'>(),
		testedAt: p.datetime(),
		recordedAt: p.datetime(),
		recordedBy: p.uuid().nullable(),
		documentId: p.uuid().nullable(),
		supersedesId: p.uuid().nullable(),
		supersededAt: p.datetime().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'itemId', 'test', 'testedAt', 'id'] }],
	...tenantTable,
})
/** One result of a test on a lot, with the limits that were in force. */
export class TestResult extends TestResultSchema.class {}
TestResultSchema.setClass(TestResult)

const DeviationSchema = defineEntity({
	name: 'Deviation',
	tableName: 'deviation',
	properties: {
		...tenantKeys,
		...versioned,
		number: p.text(),
		lotId: p.uuid().index(),
		title: p.text(),
		severity: p.text().$type<Severity>(),
		/** State and category of its workflow; only `move-record` writes them. */
		status: p.text(),
		category: p.text(),
		openedAt: p.datetime(),
		openedBy: p.uuid().nullable(),
		closedAt: p.datetime().nullable(),
		closedBy: p.uuid().nullable(),
		conclusion: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'number'] }],
	...tenantTable,
})
/** Something that went wrong with a lot; open ones keep it from release. */
export class Deviation extends DeviationSchema.class {}
DeviationSchema.setClass(Deviation)
