import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import { tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'

export type DefinitionKind = 'rule-set' | 'workflow'
/**
 * Where a version stands. `scheduled`: approved, and becomes active at `effectiveFrom`. `pilot`: numbered and in force for
 * the records of its pilot alone, beside the active one.
 */
export type DefinitionStatus =
	| 'draft'
	| 'in_review'
	| 'approved'
	| 'scheduled'
	| 'pilot'
	| 'active'
	| 'retired'
	| 'withdrawn'

const DefinitionVersionSchema = defineEntity({
	name: 'DefinitionVersion',
	tableName: 'definition_version',
	properties: {
		...tenantKeys,
		...versioned,
		kind: p.text().$type<DefinitionKind>(),
		key: p.text(),
		number: p.integer().nullable(),
		status: p.text().$type<DefinitionStatus>(),
		title: p.json<LocalizedText>(),
		content: p.json<Record<string, unknown>>(),
		contentHash: p.text(),
		basedOn: p.integer().nullable(),
		authorId: p.uuid().nullable(),
		note: p.text().nullable(),
		submittedAt: p.datetime().nullable(),
		approvedById: p.uuid().nullable(),
		approvedAt: p.datetime().nullable(),
		approvalNote: p.text().nullable(),
		/** When an approved version is to become active, and who said so. */
		effectiveFrom: p.datetime().nullable(),
		scheduledById: p.uuid().nullable(),
		publishedAt: p.datetime().nullable(),
		retiredAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'kind', 'key', 'number'] }],
	indexes: [{ properties: ['tenantId', 'kind', 'key', 'status'] }],
	...tenantTable,
})
/**
 * One version of a rule set or workflow of a tenant. A draft has no number; publishing gives it the next one, and
 * from then on its content never changes (a trigger refuses it).
 */
export class DefinitionVersion extends DefinitionVersionSchema.class {}
DefinitionVersionSchema.setClass(DefinitionVersion)
