import type { MoveRequest, RecordStep } from '#app/features/workflow/move-record.server.ts'
import { type RecallRecord, recallRecord } from './recall-record.model.ts'

/** What a person brings to a step of a recall beside what the step is about: all that the tenant's workflow may ask for. */
export type BroughtToStep = Partial<Omit<RecordStep, 'transition'>>

/** What the workflow is asked for a step of a recall. */
export const moveOf = (recall: RecallRecord, transition: string, brought: BroughtToStep): MoveRequest => ({
	kind: 'recall',
	id: recall.id,
	label: recall.number,
	transition,
	record: recallRecord(recall),
	reason: brought.reason,
	fields: brought.fields,
	signature: brought.signature,
	inNameOf: brought.inNameOf,
	expectedVersion: brought.expectedVersion,
})
