import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NoticeStatus, RecallAnswer, RecallClass } from './recall.model.ts'

const iso = (at: Date | string | null): string | null => (at ? new Date(at).toISOString() : null)

export type NoticeLot = {
	lotId: string
	code: string
	item: LocalizedText
	gtin: string | null
	expiresOn: string | null
	shipped: string
	unit: string
	answer: RecallAnswer | null
}

/** A notice as its consignee sees it, with what they answered so far. */
export type NoticePage = {
	id: string
	recall: {
		id: string
		number: string
		title: string
		recallClass: RecallClass
		reason: string
		instructions: LocalizedText
		category: string
		openedAt: string | null
		reportDueAt: string | null
	}
	party: { id: string; code: string; name: LocalizedText; city: LocalizedText | null }
	status: NoticeStatus
	sentAt: string | null
	openedAt: string | null
	answeredAt: string | null
	answeredBy: string | null
	comment: string | null
	lots: NoticeLot[]
	contact: { email: string; phone?: string; web?: string } | null
}

type PageRow = {
	id: string
	recall_id: string
	number: string
	title: string
	recall_class: RecallClass
	reason: string
	instructions: LocalizedText
	category: string
	opened_at: Date | string | null
	report_due_at: Date | string | null
	party_id: string
	party_code: string
	party_name: LocalizedText
	city: LocalizedText | null
	status: NoticeStatus
	sent_at: Date | string | null
	notice_opened_at: Date | string | null
	answered_at: Date | string | null
	answered_by: string | null
	comment: string | null
	contact: NoticePage['contact']
	lots: NoticeLot[] | null
}

const LOTS = `select json_agg(json_build_object('lotId', x.lot_id, 'code', l.code, 'item', i.name, 'gtin', coalesce(l.gtin, i.gtin), 'expiresOn', l.expires_on,
	'shipped', trim_scale(x.shipped)::text, 'unit', x.unit, 'answer', x.answer) order by l.code_norm)
	from recall_notice_lot x join lot l on l.id = x.lot_id join item i on i.id = l.item_id where x.notice_id = n.id`

/** One notice with its lots; null when there is none that the reader may see. One statement. */
export async function readNotice(ctx: Context, noticeId: string): Promise<NoticePage | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<PageRow[]>(
		`select n.id, c.id as recall_id, c.number, c.title, c.recall_class, c.reason, c.instructions, c.category, c.opened_at, c.report_due_at,
			p.id as party_id, p.code as party_code, p.name as party_name, p.city, n.status, n.sent_at, n.opened_at as notice_opened_at,
			n.answered_at, n.answered_by, n.comment, t.contact, (${LOTS}) as lots
		from recall_notice n join recall_case c on c.id = n.recall_id join party p on p.id = n.party_id join tenant t on t.id = n.tenant_id
		where n.id = ?`,
		[noticeId],
	)
	if (!row) return null
	return {
		id: row.id,
		recall: {
			id: row.recall_id,
			number: row.number,
			title: row.title,
			recallClass: row.recall_class,
			reason: row.reason,
			instructions: row.instructions,
			category: row.category,
			openedAt: iso(row.opened_at),
			reportDueAt: iso(row.report_due_at),
		},
		party: { id: row.party_id, code: row.party_code, name: row.party_name, city: row.city },
		status: row.status,
		sentAt: iso(row.sent_at),
		openedAt: iso(row.notice_opened_at),
		answeredAt: iso(row.answered_at),
		answeredBy: row.answered_by,
		comment: row.comment,
		contact: row.contact,
		lots: row.lots ?? [],
	}
}

export type OwnNotice = {
	id: string
	number: string
	title: string
	recallClass: RecallClass
	category: string
	status: NoticeStatus
	openedAt: string | null
	reportDueAt: string | null
	lots: number
}

/** The acting partner's notices, newest first, a page at a time. One statement. */
export async function listOwnNotices(
	ctx: Context,
	page: { limit: number; cursor?: string | undefined },
): Promise<{ items: OwnNotice[]; nextCursor: string | null }> {
	const cursor = /^[0-9a-f-]{36}$/i.test(page.cursor ?? '') ? page.cursor : null
	const rows = await ctx.em.execute<
		(Omit<OwnNotice, 'recallClass' | 'openedAt' | 'reportDueAt'> & {
			recall_class: RecallClass
			opened_at: Date | null
			report_due_at: Date | null
		})[]
	>(
		`select n.id, c.number, c.title, c.recall_class, c.category, n.status, c.opened_at, c.report_due_at,
			(select count(*)::int from recall_notice_lot x where x.notice_id = n.id) as lots
		from recall_notice n join recall_case c on c.id = n.recall_id
		where n.sent_at is not null and (?::uuid is null or n.id < ?::uuid) order by n.id desc limit ?`,
		[cursor, cursor, page.limit + 1],
	)
	const items = rows.slice(0, page.limit).map(({ recall_class, opened_at, report_due_at, ...row }) => ({
		...row,
		recallClass: recall_class,
		openedAt: iso(opened_at),
		reportDueAt: iso(report_due_at),
	}))
	return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
