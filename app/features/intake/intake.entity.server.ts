import { defineEntity, p } from '@mikro-orm/core'
import {
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantOnly,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { ImportMode, ImportStatus, RowProblem } from './import.model.ts'
import type { RememberedColumn, StoredInspection, StoredMapping } from './import-record.model.ts'

const PARTNER = `party_id = ${PARTY_SETTING}`

const LotImportSchema = defineEntity({
	name: 'LotImport',
	tableName: 'lot_import',
	properties: {
		...tenantKeys,
		...versioned,
		partyId: p.uuid().nullable(),
		fileKey: p.text(),
		fileName: p.text(),
		fileSize: p.integer(),
		fileHash: p.text(),
		status: p.text().$type<ImportStatus>(),
		mode: p.text().$type<ImportMode>().nullable(),
		inspection: p.json<StoredInspection>().nullable(),
		mapping: p.json<StoredMapping>().nullable(),
		rows: p.integer().default(0),
		good: p.integer().default(0),
		bad: p.integer().default(0),
		processed: p.integer().default(0),
		created: p.integer().default(0),
		merkleRoot: p.text().nullable(),
		error: p.json<{ code: string; message: { en: string; 'zh-CN': string } }>().nullable(),
		cancelRequested: p.boolean().default(false),
		createdBy: p.uuid().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'createdAt'] }],
	...tenantTable,
	...partnerPolicy('lot_import_partner', PARTNER),
})
/** One file on its way in: read, matched to fields, tried, imported. */
export class LotImport extends LotImportSchema.class {}
LotImportSchema.setClass(LotImport)

const LotImportProblemSchema = defineEntity({
	name: 'LotImportProblem',
	tableName: 'lot_import_problem',
	properties: {
		...tenantOnly,
		importId: p.uuid().primary(),
		rowNumber: p.integer().primary(),
		ordinal: p.integer().primary(),
		problem: p.json<RowProblem>(),
		severity: p.text().$type<'error' | 'warning'>(),
		values: p.json<string[]>(),
	},
	...tenantTable,
	...partnerPolicy(
		'lot_import_problem_partner',
		`exists (select 1 from lot_import i where i.id = import_id and i.party_id = ${PARTY_SETTING})`,
	),
})
/** What keeps a row of a file from coming in, or what to look at. */
export class LotImportProblem extends LotImportProblemSchema.class {}
LotImportProblemSchema.setClass(LotImportProblem)

const ImportMappingSchema = defineEntity({
	name: 'ImportMapping',
	tableName: 'import_mapping',
	properties: {
		...tenantKeys,
		partyId: p.uuid().nullable(),
		signature: p.text(),
		mapping: p.json<{ columns: RememberedColumn[] }>(),
		updatedAt: p.datetime(),
	},
	uniques: [{ properties: ['tenantId', 'partyId', 'signature'] }],
	...tenantTable,
	...partnerPolicy('import_mapping_partner', PARTNER),
})
/** How a supplier's columns were matched to fields, remembered by the file's headers. */
export class ImportMapping extends ImportMappingSchema.class {}
ImportMappingSchema.setClass(ImportMapping)
