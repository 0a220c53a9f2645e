import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Something to be done about a record, for a role (of a partner) or for one person. */
export type NewTask = {
	title: LocalizedText
	subject: { type: string; id: string; label: string }
	for: { role: string; partyId: string | null } | { accountId: string }
	dueAt: Date | null
	/** What made it: `step:release`, `timer:breach`. */
	origin: string
	instanceId: string | null
}

/** Columns of a row at most: 13 of them, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000

/** Writes tasks, each with its audit entry, in one statement for 2,000. */
export async function writeTasks(ctx: Context, tasks: readonly NewTask[]): Promise<string[]> {
	const ids = tasks.map(() => newId())
	for (let at = 0; at < tasks.length; at += ROWS) {
		const some = tasks.slice(at, at + ROWS)
		await ctx.em.execute(
			`insert into task (id, tenant_id, created_at, updated_at, version, title, subject_type, subject_id, subject_label, role, party_id, account_id, due_at, origin, instance_id)
			values ${some.map(() => '(?, ?, ?, ?, 1, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
			some.flatMap((task, index) => [
				ids[at + index],
				ctx.tenant.id,
				ctx.now,
				ctx.now,
				JSON.stringify(task.title),
				task.subject.type,
				task.subject.id,
				task.subject.label,
				'role' in task.for ? task.for.role : null,
				'role' in task.for ? task.for.partyId : null,
				'accountId' in task.for ? task.for.accountId : null,
				task.dueAt,
				task.origin,
				task.instanceId,
			]),
		)
	}
	for (const [index, task] of tasks.entries()) {
		ctx.audit.record({
			action: 'task.open',
			subject: task.subject,
			after: { taskId: ids[index], title: task.title, for: task.for, dueAt: task.dueAt?.toISOString() ?? null },
		})
	}
	return ids
}
