import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantOnly, tenantTable } from '#app/platform/db/tenant-table.server.ts'
import type { WorkflowSla } from './workflow.schema.ts'

const WorkflowInstanceSchema = defineEntity({
	name: 'WorkflowInstance',
	tableName: 'workflow_instance',
	properties: {
		...tenantKeys,
		key: p.text(),
		versionId: p.uuid(),
		versionNumber: p.integer(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		state: p.text(),
		entry: p.integer().default(1),
		enteredAt: p.datetime(),
		startedAt: p.datetime(),
		version: p.integer().version(),
	},
	uniques: [{ properties: ['tenantId', 'subjectType', 'subjectId', 'key'] }],
	indexes: [{ properties: ['tenantId', 'key', 'state'] }, { properties: ['tenantId', 'versionId', 'id'] }],
	...tenantTable,
})
/** Where one record stands in its workflow, pinned to the version it began on. */
export class WorkflowInstance extends WorkflowInstanceSchema.class {}
WorkflowInstanceSchema.setClass(WorkflowInstance)

const WorkflowStepSchema = defineEntity({
	name: 'WorkflowStep',
	tableName: 'workflow_step',
	properties: {
		...tenantKeys,
		instanceId: p.uuid().index(),
		subjectId: p.uuid().index(),
		entry: p.integer(),
		transition: p.text(),
		fromState: p.text().nullable(),
		toState: p.text(),
		at: p.datetime(),
		actorId: p.uuid().nullable(),
		actorName: p.text(),
		reason: p.text().nullable(),
		signatureId: p.uuid().nullable(),
		decisionIds: p.array(),
		/** What was filled in for the step. */
		fields: p.json<Record<string, unknown>>().nullable(),
		/** Who acted, where that was a delegate in the name of the actor. */
		delegateId: p.uuid().nullable(),
		delegateName: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'instanceId', 'entry'] }],
	...tenantTable,
})
/** One step that a record took. Never changed. */
export class WorkflowStep extends WorkflowStepSchema.class {}
WorkflowStepSchema.setClass(WorkflowStep)

const WorkflowTimerSchema = defineEntity({
	name: 'WorkflowTimer',
	tableName: 'workflow_timer',
	properties: {
		...tenantOnly,
		instanceId: p.uuid().primary(),
		entry: p.integer().primary(),
		key: p.text().primary(),
		dueAt: p.datetime(),
		firedAt: p.datetime().nullable(),
		/** Whether it warns, escalates or moves the record. */
		effect: p.text().$type<WorkflowSla['effect']>().default('warn'),
	},
	indexes: [{ properties: ['tenantId', 'firedAt', 'dueAt'] }],
	...tenantTable,
})
/** A deadline of a record in a state; fires once. */
export class WorkflowTimer extends WorkflowTimerSchema.class {}
WorkflowTimerSchema.setClass(WorkflowTimer)

const SignatureSchema = defineEntity({
	name: 'Signature',
	tableName: 'signature',
	properties: {
		...tenantKeys,
		accountId: p.uuid(),
		printedName: p.text(),
		meaning: p.text(),
		reason: p.text(),
		signedAt: p.datetime(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		subjectVersion: p.integer(),
		content: p.json<Record<string, unknown>>(),
		contentHash: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'subjectId'] }],
	...tenantTable,
})
/** An electronic signature bound to what was signed: name, meaning, reason, database time, hash (21 CFR 11.50, 11.70). */
export class Signature extends SignatureSchema.class {}
SignatureSchema.setClass(Signature)
