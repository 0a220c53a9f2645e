import type {} from '#app/features/calendars/save-calendar.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { dueAt, ELAPSED } from '../duration.model.ts'
import { calendarsFor } from '../load-calendars.server.ts'
import { loadPinnedWorkflow } from '../load-workflow.server.ts'
import { indexOf } from '../workflow-index.ts'

/** Moves that were under way when a calendar was changed have ended by then. */
const AGAIN_SECONDS = 90

/** Timers of one transaction. */
const BATCH = 1_000

type Row = {
	instance_id: string
	entry: number
	key: string
	version_id: string
	state: string
	entered_at: Date | string
	due_at: Date | string
}
type Reached = { instanceId: string; entry: number; key: string }

/**
 * Works out the deadlines that are still to come anew, after a business calendar was changed: from when each state was
 * entered, by the version that the record runs on. Batch by batch; done twice it changes nothing, so a job that was killed
 * begins again. A record that somebody moves at that very moment is passed over, and looked at by a second run.
 */
export const recomputeDeadlinesJob: JobDefinition<'workflow.recompute-deadlines'> = {
	name: 'workflow.recompute-deadlines',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	handle: async (tenantId, { calendar, again }, run) => {
		let reached: Reached | null = null
		let changed = 0
		do {
			if (run.signal.aborted) throw new Error('Working out deadlines was interrupted')
			const done = await withTenantContext(tenantId, (ctx) => recomputeBatch(ctx, reached))
			reached = done.reached
			changed += done.changed
		} while (reached)
		if (!again)
			await withTenantContext(tenantId, (ctx) =>
				ctx.jobs.send('workflow.recompute-deadlines', { calendar, again: true }, { startAfterSeconds: AGAIN_SECONDS }),
			)
		if (changed === 0) return
		await withTenantContext(tenantId, async (ctx) =>
			ctx.audit.record({
				action: 'timer.recompute',
				subject: { type: 'calendar', id: calendar, label: calendar },
				after: { deadlines: changed },
			}),
		)
	},
}

/** The next timers after `after`, locked so that none is moved or fired meanwhile. */
async function recomputeBatch(
	ctx: Context,
	after: Reached | null,
): Promise<{ reached: Reached | null; changed: number }> {
	const from = [after?.instanceId ?? null, after?.entry ?? null, after?.key ?? null]
	const rows = await ctx.em.execute<Row[]>(
		`select t.instance_id, t.entry, t.key, i.version_id, i.state, i.entered_at, t.due_at from workflow_timer t
		join workflow_instance i on i.id = t.instance_id and i.entry = t.entry
		where t.fired_at is null and (?::uuid is null or (t.instance_id, t.entry, t.key) > (?::uuid, ?::int, ?::text))
		order by t.instance_id, t.entry, t.key limit ? for update of t skip locked`,
		[after?.instanceId ?? null, ...from, BATCH],
	)
	const changes: { instance_id: string; entry: number; key: string; due_at: string }[] = []
	for (const row of rows) {
		const { definition } = await loadPinnedWorkflow(ctx, row.version_id)
		const sla = indexOf(definition)
			.states.get(row.state)
			?.sla?.find(({ key }) => key === row.key)
		if (!sla?.calendar || sla.calendar === ELAPSED) continue
		const { calendars } = await calendarsFor(ctx, definition)
		const due = dueAt(new Date(row.entered_at), sla.after, sla.calendar, calendars)
		if (due.getTime() === new Date(row.due_at).getTime()) continue
		changes.push({ instance_id: row.instance_id, entry: row.entry, key: row.key, due_at: due.toISOString() })
	}
	if (changes.length > 0)
		await ctx.em.execute(
			`update workflow_timer t set due_at = r.due_at
			from jsonb_to_recordset(?::jsonb) as r(instance_id uuid, entry int, key text, due_at timestamptz)
			where t.instance_id = r.instance_id and t.entry = r.entry and t.key = r.key and t.fired_at is null`,
			[JSON.stringify(changes)],
		)
	const last = rows.length === BATCH ? rows.at(-1) : undefined
	return {
		reached: last ? { instanceId: last.instance_id, entry: last.entry, key: last.key } : null,
		changed: changes.length,
	}
}
