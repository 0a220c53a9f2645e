import { defineEntity, p } from '@mikro-orm/core'
import { tenantKey, tenantTable } from '#app/platform/db/tenant-table.server.ts'

export type AuditActor = { kind: string; id: string | null; name: string }
export type AuditSubject = { type: string; id: string; label?: string }

const AuditEntrySchema = defineEntity({
	name: 'AuditEntry',
	tableName: 'audit_entry',
	properties: {
		...tenantKey,
		seq: p.bigint('number').primary(),
		at: p.datetime(),
		actor: p.json<AuditActor>(),
		action: p.text(),
		subjectType: p.text(),
		subjectId: p.text(),
		subjectLabel: p.text().nullable(),
		before: p.json<Record<string, unknown>>().nullable(),
		after: p.json<Record<string, unknown>>().nullable(),
		reason: p.text().nullable(),
		requestId: p.text().nullable(),
		previousHash: p.text(),
		hash: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'subjectId', 'seq'] }, { properties: ['tenantId', 'at'] }],
	...tenantTable,
})
/** Who changed what, from what to what, why; each entry carries the hash of the one before (21 CFR 11.10(e)). */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry)

const AuditHeadSchema = defineEntity({
	name: 'AuditHead',
	tableName: 'audit_head',
	properties: { tenantId: p.uuid().primary(), seq: p.bigint('number'), hash: p.text() },
	...tenantTable,
})
/** The last entry of a tenant's chain; its row lock orders the writers. */
export class AuditHead extends AuditHeadSchema.class {}
AuditHeadSchema.setClass(AuditHead)

const AuditCheckpointSchema = defineEntity({
	name: 'AuditCheckpoint',
	tableName: 'audit_checkpoint',
	properties: {
		...tenantKey,
		seq: p.bigint('number').primary(),
		hash: p.text(),
		at: p.datetime(),
		signature: p.text(),
	},
	...tenantTable,
})
/** A signed statement of the chain's head at a moment; a copy is kept outside the database. */
export class AuditCheckpoint extends AuditCheckpointSchema.class {}
AuditCheckpointSchema.setClass(AuditCheckpoint)
