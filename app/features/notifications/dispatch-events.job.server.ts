import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { queueWebhooks } from './queue-webhooks.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'webhooks.dispatch': Record<string, never>
	}
}

/** Events of one unit of work. */
const BATCH = 100

type Row = {
	id: string
	type: string
	subject_type: string
	subject_id: string
	subject_label: string
	time: string
	data: Record<string, unknown>
}

/** Puts what happened before every endpoint that asked for it, the oldest first; two at once take different events. */
export const dispatchEventsJob: JobDefinition<'webhooks.dispatch'> = {
	name: 'webhooks.dispatch',
	retries: 8,
	retryDelaySeconds: 2,
	timeoutSeconds: 900,
	concurrency: 1,
	handle: async (tenantId, _data, run) => {
		while ((await withTenantContext(tenantId, dispatchSome)) === BATCH)
			if (run.signal.aborted) throw new Error('Stopped before all events were handed over')
	},
}

/** Hands over the next events and marks them, both or neither; answers how many. */
async function dispatchSome(ctx: Context): Promise<number> {
	const rows = await ctx.em.execute<Row[]>(
		`select id, type, subject_type, subject_id, subject_label, time, data from outbound_event
		where dispatched_at is null order by time, id limit ? for update skip locked`,
		[BATCH],
	)
	await queueWebhooks(
		ctx,
		rows.map(({ id, type, subject_type, subject_id, subject_label, time, data }) => ({
			id,
			type,
			subject: { type: subject_type, id: subject_id, label: subject_label },
			time: new Date(time),
			data,
		})),
	)
	await ctx.em.execute('update outbound_event set dispatched_at = ? where id = any(?::uuid[])', [
		ctx.now,
		`{${rows.map((row) => row.id).join(',')}}`,
	])
	return rows.length
}
