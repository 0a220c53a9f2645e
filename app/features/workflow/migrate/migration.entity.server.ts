import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { MigrationStatus, RefusedRecord, StateMap } from './migration.model.ts'

const WorkflowMigrationSchema = defineEntity({
	name: 'WorkflowMigration',
	tableName: 'workflow_migration',
	properties: {
		...tenantKeys,
		...versioned,
		key: p.text(),
		fromId: p.uuid(),
		fromNumber: p.integer(),
		toId: p.uuid(),
		toNumber: p.integer(),
		map: p.json<StateMap>(),
		status: p.text().$type<MigrationStatus>(),
		total: p.integer().default(0),
		processed: p.integer().default(0),
		moved: p.integer().default(0),
		stayed: p.integer().default(0),
		refused: p.integer().default(0),
		refusals: p.json<RefusedRecord[]>().onCreate(() => []),
		/** The last instance that was looked at: the next batch begins after it. */
		reached: p.uuid().nullable(),
		stopRequested: p.boolean().default(false),
		reason: p.text(),
		signatureId: p.uuid().nullable(),
		createdBy: p.uuid().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'key', 'createdAt'] }],
	...tenantTable,
})
/** Running records that move from one version of a workflow to another, as one person decided and signed. */
export class WorkflowMigration extends WorkflowMigrationSchema.class {}
WorkflowMigrationSchema.setClass(WorkflowMigration)
