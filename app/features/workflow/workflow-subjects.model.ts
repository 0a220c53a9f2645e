import type { SubjectName } from '#app/core/permission.ts'

/** A kind of record that moves through a workflow: its workflow, its table, what permissions call it, where its pages are. */
export type WorkflowSubject = {
	workflow: string
	table: 'lot' | 'shipment' | 'recall_case'
	ability: SubjectName
	path: string
}

export const WORKFLOW_RECORDS = {
	lot: { workflow: 'lot_lifecycle', table: 'lot', ability: 'Lot', path: '/lots' },
	delivery: { workflow: 'receipt', table: 'shipment', ability: 'Delivery', path: '/deliveries' },
	recall: { workflow: 'recall', table: 'recall_case', ability: 'Recall', path: '/recalls' },
} as const satisfies Record<string, WorkflowSubject>

export type RecordKind = keyof typeof WORKFLOW_RECORDS
