import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import { decimal, tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { FindingKind } from './finding.model.ts'

const MeasurementFindingSchema = defineEntity({
	name: 'MeasurementFinding',
	tableName: 'measurement_finding',
	properties: {
		...tenantKeys,
		lotId: p.uuid(),
		kind: p.text().$type<FindingKind>(),
		/** The result, or the event that the parameter was noted with. */
		sourceId: p.uuid(),
		name: p.text(),
		reported: p.text(),
		unit: p.text(),
		minimum: decimal().nullable(),
		maximum: decimal().nullable(),
		outcome: p.text(),
		/** What the rules that hold say. */
		messages: p.json<LocalizedText[]>(),
		decisionId: p.uuid(),
		deviationId: p.uuid().nullable(),
		holdId: p.uuid().nullable(),
		foundAt: p.datetime(),
	},
	uniques: [{ properties: ['tenantId', 'kind', 'sourceId', 'lotId', 'name'] }],
	indexes: [
		{ properties: ['sourceId'] },
		{ properties: ['tenantId', 'lotId'] },
		{ properties: ['tenantId', 'foundAt'] },
	],
	...tenantTable,
})
/** What `threshold_watch` had to say of a measured value, and what came of it. Never changed. */
export class MeasurementFinding extends MeasurementFindingSchema.class {}
MeasurementFindingSchema.setClass(MeasurementFinding)
