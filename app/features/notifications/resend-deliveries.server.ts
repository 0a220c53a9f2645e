import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A mail or a webhook delivery of the log. */
export type DeliveryName = { channel: 'mail' | 'webhook'; id: string }

const AT_ONCE = 500

/**
 * Puts dead letters back into the queue under the same Message-ID or webhook-id, so that nobody who got one already takes it
 * for another. Which are not failed is left alone. Answers how many go out again. Permissions: `update` on Mail, on Webhook.
 * Errors: `forbidden`; `none-failed`.
 */
export async function resendDeliveries(
	ctx: Context,
	which: readonly DeliveryName[] | 'all-failed',
): Promise<Result<number, { code: 'forbidden' | 'none-failed' }>> {
	const mails = await reviveMails(ctx, which)
	const webhooks = await reviveWebhooks(ctx, which)
	if (!ctx.ability.can('update', 'Mail') && !ctx.ability.can('update', 'Webhook')) return err({ code: 'forbidden' })
	const count = mails.length + webhooks.length
	if (count === 0) return err({ code: 'none-failed' })
	for (const { id } of mails) await ctx.jobs.send('mail.send', { mailId: id })
	for (const { id } of webhooks) await ctx.jobs.send('webhook.deliver', { deliveryId: id })
	for (const row of [...mails, ...webhooks])
		ctx.audit.record({
			action: `${row.channel}.retry`,
			subject: { type: row.channel, id: row.id, label: row.label },
			before: { status: 'failed', attempts: row.attempts },
			after: { status: 'queued' },
		})
	return ok(count)
}

type Revived = { id: string; channel: 'mail' | 'webhook'; label: string; attempts: number }

const idsOf = (which: readonly DeliveryName[] | 'all-failed', channel: DeliveryName['channel']): string | null =>
	which === 'all-failed' ? null : JSON.stringify(which.filter((one) => one.channel === channel).map((one) => one.id))

/** Locks in one order and takes what is failed alone: of two who press at once, one sends. */
async function reviveMails(ctx: Context, which: readonly DeliveryName[] | 'all-failed'): Promise<Revived[]> {
	if (!ctx.ability.can('update', 'Mail')) return []
	const ids = idsOf(which, 'mail')
	return ctx.em.execute<Revived[]>(
		`update mail set status = 'queued' where id in (
			select id from mail where status = 'failed' and (?::jsonb is null or id in (select jsonb_array_elements_text(?::jsonb)::uuid))
			order by id limit ${AT_ONCE} for update
		) returning id, 'mail' as channel, subject as label, attempts`,
		[ids, ids],
	)
}

async function reviveWebhooks(ctx: Context, which: readonly DeliveryName[] | 'all-failed'): Promise<Revived[]> {
	if (!ctx.ability.can('update', 'Webhook')) return []
	const ids = idsOf(which, 'webhook')
	return ctx.em.execute<Revived[]>(
		`update webhook_delivery set status = 'queued' where id in (
			select d.id from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id and e.removed_at is null
			where d.status = 'failed' and (?::jsonb is null or d.id in (select jsonb_array_elements_text(?::jsonb)::uuid))
			order by d.id limit ${AT_ONCE} for update of d
		) returning id, 'webhook' as channel, event_type || ' ' || subject_label as label, attempts`,
		[ids, ids],
	)
}
