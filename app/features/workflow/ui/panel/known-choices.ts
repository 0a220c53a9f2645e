import { OUTBOUND_EVENTS } from '#app/features/notifications/outbound-event.model.ts'
import type { KnownNames } from '../../problem.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'

/** Events that the portal's own code tells steps of. */
const SYSTEM_EVENTS = [
	'lot.received',
	'lot.accepted',
	'lot.release-gate-passed',
	'lot.consumed',
	'lot.taken-back',
	'lot.returned',
	'lot.destroyed',
	'recall.withdrawn',
]
const EVENTS = [...SYSTEM_EVENTS, ...OUTBOUND_EVENTS.map(({ type }) => type).filter((type) => type !== 'webhook.ping')]

/** Events to choose from: the portal's own and those that this workflow names already. */
export function knownEvents(definition: WorkflowDefinition): string[] {
	const named = definition.transitions.flatMap(({ trigger, actions = [] }) => [
		...(trigger.type === 'system' && trigger.event ? [trigger.event] : []),
		...actions.flatMap((action) => ('event' in action ? [action.event] : [])),
	])
	return [...new Set([...EVENTS, ...named])].sort()
}

/** Fields to choose from: those the tenant has, and those that this workflow names already. */
export function knownFields(definition: WorkflowDefinition, known: KnownNames): string[] {
	const named = definition.transitions.flatMap(({ form }) => form?.required ?? [])
	return [...new Set(['reason', ...(known.fields ?? []), ...named])]
}

/** Trainings to choose from. */
export function knownCourses(definition: WorkflowDefinition, known: KnownNames): string[] {
	return [...new Set([...(known.courses ?? []), ...definition.transitions.flatMap(({ training }) => training ?? [])])]
}
