import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** By id of a record: when its present state is due. Records without a deadline are not there. */
export type DueMoments = Record<string, string>

/**
 * When each of these records is due in its present state, over or to come: the first deadline that does something, else
 * its reminder. For the rows of a list; a partner is told of none. One statement, none for an empty list.
 */
export async function dueMomentsOf(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<DueMoments> {
	if (ids.length === 0 || partyOf(ctx.actor) !== null) return {}
	const rows = await ctx.em.execute<{ id: string; due_at: string | Date }[]>(
		`select i.subject_id as id, coalesce(min(t.due_at) filter (where t.effect <> 'warn'), min(t.due_at)) as due_at
		from workflow_instance i join workflow_timer t on t.tenant_id = i.tenant_id and t.instance_id = i.id and t.entry = i.entry
		where i.subject_type = ? and i.subject_id = any(?::uuid[]) group by i.subject_id`,
		[kind, `{${ids.join(',')}}`],
	)
	return Object.fromEntries(rows.map((row) => [row.id, new Date(row.due_at).toISOString()]))
}
