import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** By id of a record: when its present state is due. Records without a deadline are not there. */
export type DueMoments = Record<string, string>

/**
 * SQL of when the record of a workflow instance (by the alias of its row) is due in its present state, over or to come:
 * the first deadline that does something, else its reminder. Every list says the same of a record by it.
 */
export const dueMomentSql = (instance: string): string =>
	`(select coalesce(min(t.due_at) filter (where t.effect <> 'warn'), min(t.due_at)) from workflow_timer t where t.instance_id = ${instance}.id and t.entry = ${instance}.entry)`

/**
 * When each of these records is due in its present state (`dueMomentSql`). For the rows of a list; a partner is told of none. One statement, none for an empty list.
 */
export async function dueMomentsOf(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<DueMoments> {
	if (ids.length === 0 || partyOf(ctx.actor) !== null) return {}
	const rows = await ctx.em.execute<{ id: string; due_at: string | Date }[]>(
		`select * from (select i.subject_id as id, ${dueMomentSql('i')} as due_at
			from workflow_instance i where i.subject_type = ? and i.subject_id = any(?::uuid[])) r where r.due_at is not null`,
		[kind, `{${ids.join(',')}}`],
	)
	return Object.fromEntries(rows.map((row) => [row.id, new Date(row.due_at).toISOString()]))
}
