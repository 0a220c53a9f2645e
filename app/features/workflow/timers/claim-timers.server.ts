import type { Context } from '#app/platform/request/context.server.ts'
import { isRecordKind, type RecordKind, subjectOf } from '../workflow-subjects.model.ts'

/** A timer whose hour has come. `dueAt` is as the database writes it, to the microsecond. */
export type DueTimer = {
	instanceId: string
	entry: number
	key: string
	kind: RecordKind
	subjectId: string
	dueAt: string
}

type Row = { instance_id: string; entry: number; key: string; subject_type: string; subject_id: string; due_at: string }

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/** The next timers that are due and have not fired, the longest due first, from the one after `after` on. One statement. */
export async function dueTimers(ctx: Context, limit: number, after: DueTimer | null): Promise<DueTimer[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select t.instance_id, t.entry, t.key, i.subject_type, i.subject_id, t.due_at::text as due_at from workflow_timer t
		join workflow_instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
		where t.fired_at is null and t.due_at <= ?
			and (?::text is null or (t.due_at, t.instance_id, t.entry, t.key) > (?::timestamptz, ?::uuid, ?::int, ?::text))
		order by t.due_at, t.instance_id, t.entry, t.key limit ?`,
		[
			ctx.now,
			after?.dueAt ?? null,
			after?.dueAt ?? null,
			after?.instanceId ?? null,
			after?.entry ?? null,
			after?.key ?? null,
			limit,
		],
	)
	return rows.flatMap((row) =>
		isRecordKind(row.subject_type)
			? [
					{
						instanceId: row.instance_id,
						entry: row.entry,
						key: row.key,
						kind: row.subject_type,
						subjectId: row.subject_id,
						dueAt: row.due_at,
					},
				]
			: [],
	)
}

/**
 * Takes timers for this unit of work: their records, then the instances, are locked in the order in which every move
 * locks them; what another worker or a person holds is left out, not waited for. Answers those that are still to fire, as
 * they stand under the lock. Three statements a kind.
 */
export async function claimTimers(ctx: Context, due: readonly DueTimer[]): Promise<DueTimer[]> {
	const claimed: DueTimer[] = []
	for (const [kind, timers] of Map.groupBy(due, (timer) => timer.kind)) {
		const { table } = subjectOf(kind)
		const wanted = [...new Set(timers.map((timer) => timer.subjectId))]
		const records = await ctx.em.execute<{ id: string }[]>(
			`select id from ${table} where id = any(?::uuid[]) order by id for update skip locked`,
			[list(wanted)],
		)
		const instances = await ctx.em.execute<{ id: string }[]>(
			`select id from workflow_instance where subject_type = ? and subject_id = any(?::uuid[])
			order by subject_id for update skip locked`,
			[kind, list(records.map(({ id }) => id))],
		)
		const open = await ctx.em.execute<{ instance_id: string; entry: number; key: string }[]>(
			`select instance_id, entry, key from workflow_timer
			where instance_id = any(?::uuid[]) and fired_at is null and due_at <= ?`,
			[list(instances.map(({ id }) => id)), ctx.now],
		)
		const names = new Set(open.map((row) => `${row.instance_id} ${row.entry} ${row.key}`))
		claimed.push(...timers.filter((timer) => names.has(`${timer.instanceId} ${timer.entry} ${timer.key}`)))
	}
	return claimed
}
