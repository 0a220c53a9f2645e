import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { holdThose } from '#app/features/lots/hold-lots.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext } from '#app/platform/request/with-context.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'trace.hold': { lotIds: string[]; reason: string; href: string; accountId: string | null }
	}
}

/** Lots of one unit of work: others who want one of them wait no longer than that. */
const CHUNK = 500

/** Holds on the lots of a scope, a part at a time; begun anew, it goes on with those that are not on hold for this reason. */
export const holdScopeJob: JobDefinition<'trace.hold'> = {
	name: 'trace.hold',
	retries: 3,
	retryDelaySeconds: 5,
	timeoutSeconds: 3_600,
	concurrency: 1,
	handle: async (tenantId, { lotIds, reason, href, accountId }, run) => {
		let held = 0
		for (let at = 0; at < lotIds.length && !run.signal.aborted; at += CHUNK)
			held += await withBehalfContext(tenantId, accountId, (ctx) => holdSome(ctx, lotIds.slice(at, at + CHUNK), reason))
		if (run.signal.aborted) throw new Error('Stopped before all lots were held')
		if (!accountId) return
		await withBehalfContext(tenantId, accountId, (ctx) =>
			notifyAccounts(ctx, [accountId], {
				title: {
					en: `${held} of ${lotIds.length} lots are on hold: ${reason}`,
					'zh-CN': `${lotIds.length} 个批次中已冻结 ${held} 个：${reason}`,
				},
				href,
				dedupeKey: `trace.hold:${run.id}`,
			}),
		)
	},
}

/** Places the hold on those that do not have it yet; answers how many have it now. Others cannot be held, and are left. */
async function holdSome(ctx: Context, lotIds: readonly string[], reason: string): Promise<number> {
	const known = await ctx.em.execute<{ lot_id: string }[]>(
		'select distinct lot_id from hold where lot_id = any(?::uuid[]) and reason = ? and lifted_at is null',
		[`{${lotIds.join(',')}}`, reason],
	)
	const done = new Set(known.map((row) => row.lot_id))
	const { held } = await holdThose(ctx, { lotIds: lotIds.filter((id) => !done.has(id)), reason })
	return done.size + held
}
