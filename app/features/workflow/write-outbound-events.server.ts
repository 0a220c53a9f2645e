import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Something that registered endpoints may want to hear of; `type` such as `lot.released`. */
export type NewOutboundEvent = {
	type: string
	subject: { type: string; id: string; label: string }
	/** `data` of the CloudEvent. */
	data: Record<string, unknown>
}

const ROWS = 5_000

/**
 * Writes events for the outside with what happened, in the same transaction, so that neither is without the other; they
 * are handed over later. The id is the CloudEvent's: whoever receives it twice can tell.
 */
export async function writeOutboundEvents(ctx: Context, events: readonly NewOutboundEvent[]): Promise<void> {
	if (events.length === 0) return
	// An endpoint hears of what happens once it is there, not of what happened before.
	const [{ heard } = { heard: false }] = await ctx.em.execute<{ heard: boolean }[]>(
		'select exists (select 1 from webhook_endpoint where removed_at is null) as heard',
	)
	for (let at = 0; at < events.length; at += ROWS) {
		const some = events.slice(at, at + ROWS)
		await ctx.em.execute(
			`insert into outbound_event (id, tenant_id, type, subject_type, subject_id, subject_label, time, data, dispatched_at)
			values ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)').join(', ')}`,
			some.flatMap((event) => [
				newId(),
				ctx.tenant.id,
				event.type,
				event.subject.type,
				event.subject.id,
				event.subject.label,
				ctx.now,
				JSON.stringify(event.data),
				heard ? null : ctx.now,
			]),
		)
	}
	if (heard) await ctx.jobs.send('webhooks.dispatch', {})
}
