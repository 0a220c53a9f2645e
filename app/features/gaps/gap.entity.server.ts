import { defineEntity, p } from '@mikro-orm/core'
import { partnerPolicy, tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { GapCounts, GapDetail, GapKind } from './gap.model.ts'

const GapSchema = defineEntity({
	name: 'Gap',
	tableName: 'gap',
	properties: {
		...tenantKeys,
		kind: p.text().$type<GapKind>(),
		/** What it is about, told apart within its kind: the same gap found again is the same row. */
		subjectKey: p.text(),
		/** 1 the gravest, 3 the least. */
		severity: p.integer(),
		lotId: p.uuid(),
		detail: p.json<GapDetail>(),
		firstSeenAt: p.datetime(),
		seenAt: p.datetime(),
		resolvedAt: p.datetime().nullable(),
		acceptedAt: p.datetime().nullable(),
		acceptedBy: p.uuid().nullable(),
		acceptReason: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'kind', 'subjectKey'] }],
	indexes: [{ properties: ['tenantId', 'lotId'] }, { properties: ['tenantId', 'severity', 'kind', 'id'] }],
	...tenantTable,
	...partnerPolicy('gap_partner', 'false'),
})
/** Something that is missing or does not fit in the record of a lot. */
export class Gap extends GapSchema.class {}
GapSchema.setClass(Gap)

const GapRunSchema = defineEntity({
	name: 'GapRun',
	tableName: 'gap_run',
	properties: {
		...tenantKeys,
		requestedBy: p.uuid().nullable(),
		requestedAt: p.datetime(),
		finishedAt: p.datetime().nullable(),
		counts: p.json<GapCounts>().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'requestedAt'] }],
	...tenantTable,
	...partnerPolicy('gap_run_partner', 'false'),
})
/** One look through all lots for gaps. */
export class GapRun extends GapRunSchema.class {}
GapRunSchema.setClass(GapRun)
