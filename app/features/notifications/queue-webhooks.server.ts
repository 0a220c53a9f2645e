import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { wordsOf } from './notice-words.server.ts'
import { cloudEvent, hears, OUTBOUND_EVENTS, type OutgoingEvent } from './outbound-event.model.ts'

type Listener = { id: string; events: string[]; paused: boolean }

/** Words of a notice whose template can say what an event of this type is. */
const templateOf = (type: string): string =>
	OUTBOUND_EVENTS.find((known) => known.type === type)?.template ?? 'record_moved'

async function bodyOf(ctx: Context, event: OutgoingEvent): Promise<string> {
	const { type, id, label } = event.subject
	const words = await wordsOf(ctx, {
		event: templateOf(event.type),
		values: { label, number: label },
		...(id ? { about: { type, id } } : {}),
	})
	const summary = { en: words.part('en', 'summary'), 'zh-CN': words.part('zh-CN', 'summary') }
	return cloudEvent(event, `${ctx.baseUrl}/tenants/${ctx.tenant.key}`, summary)
}

/**
 * Puts events before every endpoint that asked for them, in this unit of work: each endpoint gets an event once, however
 * often this is called. A paused endpoint gets what it missed when it goes on. Answers how many deliveries were made.
 */
export async function queueWebhooks(
	ctx: Context,
	events: readonly OutgoingEvent[],
	only?: { endpointId: string },
): Promise<number> {
	if (events.length === 0) return 0
	const listeners = await ctx.em.execute<Listener[]>(
		`select id, events, paused_at is not null as paused from webhook_endpoint where removed_at is null and (?::uuid is null or id = ?::uuid) order by id`,
		[only?.endpointId ?? null, only?.endpointId ?? null],
	)
	let made = 0
	for (const event of events) {
		const wanting = listeners.filter((one) => only || hears(one.events, event.type))
		if (wanting.length === 0) continue
		const body = await bodyOf(ctx, event)
		for (const { id: endpointId, paused } of wanting) {
			const [row] = await ctx.em.execute<{ id: string }[]>(
				`insert into webhook_delivery (id, tenant_id, endpoint_id, event_id, event_type, subject_type, subject_id, subject_label, body, created_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, endpoint_id, event_id) do nothing returning id`,
				[
					newId(),
					ctx.tenant.id,
					endpointId,
					event.id,
					event.type,
					event.subject.type,
					event.subject.id,
					event.subject.label,
					body,
					ctx.now,
				],
			)
			if (!row) continue
			made += 1
			if (!paused) await ctx.jobs.send('webhook.deliver', { deliveryId: row.id })
		}
	}
	return made
}
