import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { OUTBOUND_EVENTS } from './outbound-event.model.ts'
import { templateName } from './template-name.ts'

export const LOG_CHANNELS = ['mail', 'in-app', 'webhook'] as const
export type LogChannel = (typeof LOG_CHANNELS)[number]
export const LOG_STATUSES = ['queued', 'sent', 'kept', 'failed'] as const
export type LogStatus = (typeof LOG_STATUSES)[number]

export type DeliveryRow = {
	channel: LogChannel
	id: string
	recipient: string
	template: string
	/** What people call it; null for what is not shipped any more, and an event of the tenant's own workflows. */
	templateName: LocalizedText | null
	/** Of the tenant's own words; null: the shipped ones. */
	version: number | null
	title: LocalizedText | string
	status: LogStatus
	attempts: number
	lastError: string | null
	createdAt: string
	sentAt: string | null
	/** Where more of it is: an endpoint's page. */
	endpointId: string | null
}

export type LogSearch = {
	channel?: LogChannel | undefined
	status?: LogStatus | undefined
	/** The beginning of a recipient, a word of the title, or a record's id. */
	q?: string | undefined
	before?: string | undefined
	limit?: number
}

type Row = Omit<DeliveryRow, 'createdAt' | 'sentAt' | 'templateName'> & {
	created_at: string | Date
	sent_at: string | Date | null
}

/** What people call the event that a webhook told; null for one of the tenant's own. */
const eventName = (type: string): LocalizedText | null =>
	OUTBOUND_EVENTS.find((one) => one.type === type)?.title ?? null

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const BRANCHES: Record<
	LogChannel,
	{ columns: string; from: string; recipient: string; title: string; subject: string; row: string }
> = {
	mail: {
		columns: `'mail' as channel, r.id, r.recipient, r.template, r.template_version as version, to_jsonb(r.subject) as title, r.status, r.attempts, r.last_error as "lastError", r.created_at, r.sent_at, null::uuid as "endpointId"`,
		from: 'mail r',
		recipient: 'r.recipient',
		title: 'r.subject',
		subject: 'r.subject_id',
		row: 'r',
	},
	'in-app': {
		columns: `'in-app' as channel, r.id, a.email as recipient, r.template, r.template_version as version, r.title, 'sent' as status, 1 as attempts, null::text as "lastError", r.created_at, r.created_at as sent_at, null::uuid as "endpointId"`,
		from: 'notification r join account a on a.id = r.account_id',
		recipient: 'a.email',
		title: `(r.title->>'en' || ' ' || (r.title->>'zh-CN'))`,
		subject: 'r.subject_id',
		row: 'r',
	},
	webhook: {
		columns: `'webhook' as channel, r.id, e.name as recipient, r.event_type as template, null::int as version, to_jsonb(r.subject_label) as title, r.status, r.attempts, r.last_error as "lastError", r.created_at, r.sent_at, r.endpoint_id as "endpointId"`,
		from: 'webhook_delivery r join webhook_endpoint e on e.id = r.endpoint_id',
		recipient: 'e.name',
		title: 'r.subject_label',
		subject: 'r.subject_id',
		row: 'r',
	},
}

/**
 * Everything that was sent to anybody: mails, notices of the portal, webhooks, the newest first, a page at a time; and how
 * many lie as dead letters. Two statements. `before` is the `createdAt` and id of the last one seen.
 */
export async function listDeliveries(
	ctx: Context,
	search: LogSearch = {},
): Promise<{ deliveries: DeliveryRow[]; nextCursor: string | null; failed: number }> {
	const limit = search.limit ?? 50
	const [at = null, id = null] = search.before?.split('~') ?? []
	const q = search.q?.trim() ?? ''
	const record = UUID.test(q) ? q : null
	const values: unknown[] = []
	const parts = LOG_CHANNELS.filter((channel) => !search.channel || channel === search.channel).map((channel) => {
		const { columns, from, recipient, title, subject } = BRANCHES[channel]
		const status = channel === 'in-app' ? `'sent'` : 'r.status'
		values.push(
			search.status ?? null,
			search.status ?? null,
			id,
			at,
			id,
			record,
			record,
			q || null,
			record,
			q.toLowerCase(),
			q.toLowerCase(),
			limit + 1,
		)
		return `(select ${columns} from ${from} where (?::text is null or ${status} = ?) and (?::uuid is null or (r.created_at, r.id) < (?::timestamptz, ?::uuid))
			and (?::uuid is null or ${subject} = ?::uuid) and (?::text is null or ?::uuid is not null or starts_with(lower(${recipient}), ?) or position(? in lower(${title})) > 0)
			order by r.created_at desc, r.id desc limit ?)`
	})
	const rows = await ctx.em.execute<Row[]>(
		`select * from (${parts.join(' union all ')}) log order by created_at desc, id desc limit ?`,
		[...values, limit + 1],
	)
	const [dead] = await ctx.em.execute<{ failed: number }[]>(
		`select (select count(*) from mail where status = 'failed')::int + (select count(*) from webhook_delivery where status = 'failed')::int as failed`,
	)
	const deliveries = rows.slice(0, limit).map(({ created_at, sent_at, ...row }) => ({
		...row,
		templateName: row.channel === 'webhook' ? eventName(row.template) : templateName(row.template),
		createdAt: new Date(created_at).toISOString(),
		sentAt: sent_at ? new Date(sent_at).toISOString() : null,
	}))
	const last = deliveries.at(-1)
	return {
		deliveries,
		nextCursor: rows.length > limit && last ? `${last.createdAt}~${last.id}` : null,
		failed: dead?.failed ?? 0,
	}
}
