import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable } from '#app/platform/db/tenant-table.server.ts'

const ApprovalSchema = defineEntity({
	name: 'Approval',
	tableName: 'workflow_approval',
	properties: {
		...tenantKeys,
		instanceId: p.uuid(),
		/** The stay in the state in which it was given; it counts for no other. */
		entry: p.integer(),
		transition: p.text(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		/** In whose name. */
		approverId: p.uuid(),
		approverName: p.text(),
		/** Who acted in that name while the approver was away. */
		delegateId: p.uuid().nullable(),
		delegateName: p.text().nullable(),
		/** Roles of the approver at that time. */
		roles: p.array(),
		at: p.datetime(),
		note: p.text().nullable(),
		signatureId: p.uuid().nullable(),
		/** The record's version that was approved. */
		recordVersion: p.integer(),
		/** SHA-256 of the transition's guards, approval and signature as they then were. */
		termsHash: p.text(),
		/** What the step was decided on beside the record, as far as whoever approves next needs it. */
		covers: p.json<Record<string, unknown>>().nullable(),
		/** SHA-256 of all that the step was decided on beside the record. */
		coversHash: p.text().nullable(),
		withdrawnAt: p.datetime().nullable(),
		withdrawnBy: p.uuid().nullable(),
		withdrawReason: p.text().nullable(),
	},
	indexes: [
		{ properties: ['tenantId', 'instanceId', 'entry'] },
		{ properties: ['tenantId', 'subjectId'] },
		{ properties: ['tenantId', 'approverId'] },
	],
	...tenantTable,
})
/** One person's approval of one transition of a record. Taken back, it stays on record. */
export class Approval extends ApprovalSchema.class {}
ApprovalSchema.setClass(Approval)

const DelegationSchema = defineEntity({
	name: 'Delegation',
	tableName: 'delegation',
	properties: {
		...tenantKeys,
		delegatorId: p.uuid(),
		delegateId: p.uuid(),
		startsAt: p.datetime(),
		endsAt: p.datetime(),
		/** Kinds of record that it is for; none named: all. */
		kinds: p.array(),
		reason: p.text(),
		createdAt: p.datetime(),
		createdBy: p.uuid(),
		endedAt: p.datetime().nullable(),
		endedBy: p.uuid().nullable(),
	},
	indexes: [
		{ properties: ['tenantId', 'delegateId', 'endsAt'] },
		{ properties: ['tenantId', 'delegatorId', 'endsAt'] },
	],
	...tenantTable,
})
/** While one person is away, another acts in their name. */
export class Delegation extends DelegationSchema.class {}
DelegationSchema.setClass(Delegation)
