import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** Dead letters told of at once; the others follow in the next sweeps. */
const AT_ONCE = 20

/**
 * Tells the compliance admins of a tenant of mails and webhooks that could not be delivered, each once for as often as it
 * was sent again in vain. Such a notice that cannot be mailed itself is not told of. Answers how many.
 */
export const tellDeadLetters = (tenantId: string): Promise<number> =>
	withTenantContext(tenantId, async (ctx) => {
		const dead = await ctx.em.execute<{ key: string; label: string }[]>(
			`select key, label from (
				select 'dead-letter:' || id || ':' || attempts as key, recipient || ' · ' || subject as label, created_at
				from mail where status = 'failed' and template <> 'delivery_failed'
				union all
				select 'dead-letter:' || d.id || ':' || d.attempts, e.name || ' · ' || d.event_type || ' ' || d.subject_label, d.created_at
				from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id and e.removed_at is null where d.status = 'failed'
			) l where not exists (select 1 from notification n where n.dedupe_key = l.key) order by created_at desc limit ?`,
			[AT_ONCE],
		)
		for (const { key, label } of dead)
			await notifyRole(ctx, 'compliance_admin', {
				event: 'delivery_failed',
				values: { label: { en: label, 'zh-CN': label } },
				severity: 'warning',
				href: '/delivery-log?status=failed',
				dedupeKey: key,
			})
		return dead.length
	})

/** Every five minutes: who can send a dead letter again hears of it. */
export const deadLetterSweep: Sweep = {
	name: 'dead-letters',
	cron: '*/5 * * * *',
	handle: async (tenantId) => {
		await tellDeadLetters(tenantId)
	},
}
