import type { SubjectName } from '#app/core/permission.ts'

/**
 * A kind of record that moves through a workflow. To add one:
 * 1. its table has `status`, `category`, `version`, `updated_at`; its migration adds `statusFollowsWorkflow(table, kind)`;
 * 2. a line here, its workflow in `workflows/`, its permissions (`SubjectName`, `*.permissions.ts`);
 * 3. its use case makes the row, then `startWorkflow(ctx, kind, [id])`; steps go through `moveRecord` (or `approveOrMove`,
 *    which also takes an approval), and pages read `readStanding`.
 * Everything else works by kind: timers, approvals, delegation, tasks, notices, bulk moves. The why is in docs/decisions.
 */
export type WorkflowSubject = {
	workflow: string
	table: string
	/** Column of what people call the record. */
	label: string
	/** SQL expressions of the columns that permissions look at; null where the record has none. */
	columns: { siteId: string | null; supplierId: string | null; partyId: string | null }
	/** Columns that a `set` action may write, by the name that definitions use; `attributes.` opens the jsonb of that name. */
	settable: Readonly<Record<string, string>>
	ability: SubjectName
	path: string
}

export const WORKFLOW_RECORDS = {
	lot: {
		workflow: 'lot_lifecycle',
		table: 'lot',
		label: 'code',
		columns: { siteId: 'site_id', supplierId: 'supplier_id', partyId: null },
		settable: { 'attributes.': 'attributes' },
		ability: 'Lot',
		path: '/lots',
	},
	delivery: {
		workflow: 'receipt',
		table: 'shipment',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: 'party_id' },
		settable: {},
		ability: 'Delivery',
		path: '/deliveries',
	},
	recall: {
		workflow: 'recall',
		table: 'recall_case',
		label: 'number',
		columns: { siteId: null, supplierId: null, partyId: null },
		settable: {},
		ability: 'Recall',
		path: '/recalls',
	},
	deviation: {
		workflow: 'deviation',
		table: 'deviation',
		label: 'number',
		columns: { siteId: null, supplierId: null, partyId: null },
		settable: {},
		ability: 'Deviation',
		path: '/deviations',
	},
	capa: {
		workflow: 'capa',
		table: 'quality_case',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: 'party_id' },
		settable: {},
		ability: 'Capa',
		path: '/capas',
	},
	change: {
		workflow: 'change_control',
		table: 'quality_case',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: 'party_id' },
		settable: {},
		ability: 'Change',
		path: '/changes',
	},
	complaint: {
		workflow: 'complaint',
		table: 'quality_case',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: 'party_id' },
		settable: {},
		ability: 'Complaint',
		path: '/complaints',
	},
	return: {
		workflow: 'return',
		table: 'quality_case',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: 'party_id' },
		settable: {},
		ability: 'Return',
		path: '/returns',
	},
	supplier_onboarding: {
		workflow: 'supplier_onboarding',
		table: 'quality_case',
		label: 'number',
		columns: { siteId: null, supplierId: null, partyId: 'party_id' },
		settable: { approval: 'supplier_approval' },
		ability: 'Onboarding',
		path: '/onboarding',
	},
	order: {
		workflow: 'production_order',
		table: 'production_order',
		label: 'number',
		columns: { siteId: 'site_id', supplierId: null, partyId: null },
		settable: {},
		ability: 'ProductionOrder',
		path: '/production',
	},
} as const satisfies Record<string, WorkflowSubject>

export type RecordKind = keyof typeof WORKFLOW_RECORDS
export const RECORD_KINDS = Object.keys(WORKFLOW_RECORDS) as RecordKind[]

/** Whether a text names a kind of record. */
export const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(WORKFLOW_RECORDS, kind)

/** A kind of record, with the wide types of `WorkflowSubject`. */
export const subjectOf = (kind: RecordKind): WorkflowSubject => WORKFLOW_RECORDS[kind]

/** The kind of record that moves through a workflow of this key; null where none does. */
export const recordKindOf = (workflow: string): RecordKind | null =>
	RECORD_KINDS.find((kind) => WORKFLOW_RECORDS[kind].workflow === workflow) ?? null
