import type { Context } from '#app/platform/request/context.server.ts'
import type { WebhookStatus } from './webhook.entity.server.ts'

export type WebhookRow = {
	id: string
	version: number
	name: string
	url: string
	events: string[]
	paused: boolean
	/** Until when two secrets sign, or null. */
	rotatingUntil: string | null
	createdAt: string
	createdBy: string | null
	/** Of the last 30 days. */
	sent: number
	queued: number
	failed: number
	lastSentAt: string | null
}

/** The tenant's endpoints, oldest first, with how it went in 30 days; one of them by `id`. One statement; 20 at most. */
export async function listWebhooks(ctx: Context, id: string | null = null): Promise<WebhookRow[]> {
	type Row = Omit<WebhookRow, 'createdAt' | 'rotatingUntil' | 'lastSentAt'> & {
		created_at: string
		rotating_until: string | null
		last_sent_at: string | null
	}
	const rows = await ctx.em.execute<Row[]>(
		`select e.id, e.version, e.name, e.url, e.events, e.paused_at is not null as paused, e.created_at, a.name as "createdBy",
			case when e.previous_until > ? then e.previous_until end as rotating_until,
			count(d.id) filter (where d.status = 'sent')::int as sent, count(d.id) filter (where d.status = 'queued')::int as queued,
			count(d.id) filter (where d.status = 'failed')::int as failed, max(d.sent_at) as last_sent_at
		from webhook_endpoint e left join account a on a.id = e.created_by
			left join webhook_delivery d on d.endpoint_id = e.id and d.created_at > ?::timestamptz - interval '30 days'
		where e.removed_at is null and (?::uuid is null or e.id = ?::uuid) group by e.id, a.name order by e.created_at, e.id limit 50`,
		[ctx.now, ctx.now, id, id],
	)
	return rows.map(({ created_at, rotating_until, last_sent_at, ...row }) => ({
		...row,
		createdAt: new Date(created_at).toISOString(),
		rotatingUntil: rotating_until ? new Date(rotating_until).toISOString() : null,
		lastSentAt: last_sent_at ? new Date(last_sent_at).toISOString() : null,
	}))
}

export type WebhookDeliveryRow = {
	id: string
	eventId: string
	type: string
	subjectLabel: string
	status: WebhookStatus
	attempts: number
	lastError: string | null
	answerStatus: number | null
	answerBody: string | null
	tookMs: number | null
	body: string
	createdAt: string
	sentAt: string | null
}

/** What went to an endpoint, newest first, a page at a time. One statement. */
export async function listWebhookDeliveries(
	ctx: Context,
	search: {
		endpointId: string
		status?: WebhookStatus | undefined
		/** This one alone. */
		only?: string
		before?: string | undefined
		limit?: number
	},
): Promise<{ deliveries: WebhookDeliveryRow[]; nextCursor: string | null }> {
	const { endpointId, status = null, only = null, before = null, limit = 25 } = search
	const rows = await ctx.em.execute<
		(Omit<WebhookDeliveryRow, 'createdAt' | 'sentAt'> & { created_at: string; sent_at: string | null })[]
	>(
		`select id, event_id as "eventId", event_type as type, subject_label as "subjectLabel", status, attempts, last_error as "lastError",
			answer_status as "answerStatus", answer_body as "answerBody", took_ms as "tookMs", body, created_at, sent_at
		from webhook_delivery where endpoint_id = ? and (?::text is null or status = ?) and (?::uuid is null or id = ?::uuid)
			and (?::uuid is null or (created_at, id) < (select created_at, id from webhook_delivery where id = ?::uuid))
		order by created_at desc, id desc limit ?`,
		[endpointId, status, status, only, only, before, before, limit + 1],
	)
	const deliveries = rows.slice(0, limit).map(({ created_at, sent_at, ...row }) => ({
		...row,
		createdAt: new Date(created_at).toISOString(),
		sentAt: sent_at ? new Date(sent_at).toISOString() : null,
	}))
	return { deliveries, nextCursor: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null }
}
