import type { Context } from '#app/platform/request/context.server.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** Locks records of a kind until the unit of work ends, in the order of their ids. */
export async function lockRecords(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<void> {
	await ctx.em.flush()
	const { table } = subjectOf(kind)
	await ctx.em.execute(`select id from ${table} where id = any(?::uuid[]) order by id for update`, [list(ids)])
}

/** Locks the workflow instances of records, in the order of the records; every move does so after their rows. */
export async function lockInstances(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<void> {
	await ctx.em.flush()
	await ctx.em.execute(
		'select id from workflow_instance where subject_type = ? and subject_id = any(?::uuid[]) order by subject_id for update',
		[kind, list(ids)],
	)
}
