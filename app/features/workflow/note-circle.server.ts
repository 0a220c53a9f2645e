import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** Steps that one move may set off by the events it emits; a circle of workflows ends here, noted. */
export const MOST_FOLLOWING = 5

/** Notes that a record's workflow goes in a circle, for whoever draws it. */
export function noteCircle(ctx: Context, record: { kind: RecordKind; id: string; label: string }, event: string): void {
	const { kind, id, label } = record
	ctx.log.warn({ kind, id, event }, 'events of workflows go in a circle')
	ctx.audit.record({ action: 'workflow.circle', subject: { type: kind, id, label }, after: { event } })
}
