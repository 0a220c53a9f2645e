import { err, ok, type Result } from '#app/core/result.ts'
import { heldRoles } from '#app/features/workflow/acting-for.server.ts'
import { accountOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CompleteTasks } from './complete-tasks.schema.ts'

type Row = { id: string; subject_type: string; subject_id: string; subject_label: string; title: object }

/**
 * Notes that tasks are done, with what was done. Only tasks that are the actor's own or of a role they hold, and open:
 * of two who do the same at once, one is noted. Answers how many were. Errors: `not-open` (none of them is open and the
 * actor's: done meanwhile, or somebody else's).
 */
export async function completeTasks(
	ctx: Context,
	{ ids, note }: CompleteTasks,
): Promise<Result<{ done: number }, { code: 'not-open' }>> {
	const rows = await ctx.em.execute<Row[]>(
		`update task set done_at = ?, done_by = ?, done_note = ?, version = version + 1, updated_at = ? where id in (
			select t.id from task t where t.id = any(?::uuid[]) and t.done_at is null and (t.account_id = ?::uuid
				or (t.role = any(?::text[]) and (t.party_id is null or t.party_id = ?::uuid))) order by t.id for update
		) returning id, subject_type, subject_id, subject_label, title`,
		[
			ctx.now,
			accountOf(ctx.actor),
			note,
			ctx.now,
			`{${ids.join(',')}}`,
			ctx.actor.id,
			`{${heldRoles(ctx.actor).join(',')}}`,
			partyOf(ctx.actor),
		],
	)
	if (rows.length === 0) return err({ code: 'not-open' })
	for (const row of rows)
		ctx.audit.record({
			action: 'task.done',
			subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
			after: { taskId: row.id, title: row.title },
			reason: note,
		})
	return ok({ done: rows.length })
}
