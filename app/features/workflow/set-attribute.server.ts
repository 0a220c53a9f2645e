import { isSupplierApproval } from '#app/features/cases/case.model.ts'
import { settleOnboarding } from '#app/features/cases/settle-onboarding.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowAction } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

type SetAction = Extract<WorkflowAction, { type: 'set' }>

/** The column that an attribute of a `set` action stands for, and the path inside it; null where none may be written. */
export function settableColumn(kind: RecordKind, attribute: string): { column: string; path: string[] } | null {
	for (const [name, column] of Object.entries(subjectOf(kind).settable)) {
		if (!name.endsWith('.')) {
			if (name === attribute) return { column, path: [] }
		} else if (attribute.startsWith(name) && attribute.length > name.length) {
			return { column, path: [attribute.slice(name.length)] }
		}
	}
	return null
}

/**
 * Writes one whitelisted attribute of a record, as a step asks for. Column names come from `WORKFLOW_RECORDS` alone, never
 * from a definition; an attribute that is not on the list is noted in the log and left alone. What is made of a supplier
 * goes on to the list of approved suppliers.
 */
export async function setAttribute(
	ctx: Context,
	record: { kind: RecordKind; id: string; label: string },
	action: SetAction,
): Promise<void> {
	const place = settableColumn(record.kind, action.attribute)
	if (!place) {
		ctx.log.warn({ kind: record.kind, attribute: action.attribute }, 'a workflow may not set this attribute')
		return
	}
	const { table } = subjectOf(record.kind)
	if (record.kind === 'supplier_onboarding' && !isSupplierApproval(action.value)) {
		ctx.log.warn({ kind: record.kind, value: action.value }, 'a workflow may not make this of a supplier')
		return
	}
	const [key] = place.path
	const value = JSON.stringify(action.value)
	const assign = key
		? `${place.column} = jsonb_set(coalesce(${place.column}, '{}'::jsonb), array[?::text], ?::jsonb)`
		: `${place.column} = ?::jsonb #>> '{}'`
	await ctx.em.execute(
		`update ${table} set ${assign}, version = version + 1, updated_at = ? where id = ?`,
		key ? [key, value, ctx.now, record.id] : [value, ctx.now, record.id],
	)
	ctx.audit.record({
		action: `${record.kind}.set`,
		subject: { type: record.kind, id: record.id, label: record.label },
		after: { [action.attribute]: action.value },
	})
	if (record.kind === 'supplier_onboarding') await settleOnboarding(ctx, record.id)
}
