import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type DueTimer, dueTimers } from './claim-timers.server.ts'
import { type Fired, fireTimers } from './fire-timers.server.ts'

/** Timers of one transaction. */
const BATCH = 200

const NOTHING: Fired = { warned: 0, moved: 0, refused: 0, gone: 0, later: 0 }

const add = (a: Fired, b: Fired): Fired => ({
	warned: a.warned + b.warned,
	moved: a.moved + b.moved,
	refused: a.refused + b.refused,
	gone: a.gone + b.gone,
	later: a.later + b.later,
})

/**
 * Fires everything that is due in a tenant, batch by batch, each in a unit of work of its own. A batch that fails is tried
 * one by one, so that one timer that cannot fire stops no other; it stays due and is tried again the next time, as is what
 * somebody else holds. Several workers may do it at once.
 * @throws AggregateError with what failed, after the rest is done.
 */
export async function fireDueTimers(tenantId: string): Promise<Fired> {
	let all = NOTHING
	let after: DueTimer | null = null
	const failures: unknown[] = []
	for (;;) {
		const due = await withTenantContext(tenantId, (ctx) => dueTimers(ctx, BATCH, after))
		if (due.length === 0) break
		try {
			all = add(all, await withTenantContext(tenantId, (ctx) => fireTimers(ctx, due)))
		} catch {
			for (const timer of due)
				try {
					all = add(all, await withTenantContext(tenantId, (ctx) => fireTimers(ctx, [timer])))
				} catch (error) {
					failures.push(error)
				}
		}
		after = due.at(-1) ?? null
	}
	if (failures.length > 0) throw new AggregateError(failures, 'Some timers could not be fired')
	return all
}

/** Every minute. */
export const timerSweep: Sweep = {
	name: 'workflow-timers',
	cron: '* * * * *',
	handle: async (tenantId) => void (await fireDueTimers(tenantId)),
}
