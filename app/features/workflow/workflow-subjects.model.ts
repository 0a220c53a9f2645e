import type { SubjectName } from '#app/core/permission.ts'

/** A kind of record that moves through a workflow: its workflow, its table, what permissions call it. */
export type WorkflowSubject = { workflow: string; table: 'lot' | 'shipment' | 'recall_case'; ability: SubjectName }

export const WORKFLOW_RECORDS = {
	lot: { workflow: 'lot_lifecycle', table: 'lot', ability: 'Lot' },
	delivery: { workflow: 'receipt', table: 'shipment', ability: 'Delivery' },
	recall: { workflow: 'recall', table: 'recall_case', ability: 'Recall' },
} as const satisfies Record<string, WorkflowSubject>

export type RecordKind = keyof typeof WORKFLOW_RECORDS
