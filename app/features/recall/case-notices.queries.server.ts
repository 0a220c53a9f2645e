import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NoticeStatus, RecallAnswer } from './recall.model.ts'

const iso = (at: Date | string | null): string | null => (at ? new Date(at).toISOString() : null)

export type CaseNotice = {
	id: string
	party: {
		id: string
		code: string
		name: LocalizedText
		city: LocalizedText | null
		country: string
		phone: string | null
	}
	email: string | null
	status: NoticeStatus
	/** How the last mail fares: waiting, taken by a mail server, kept here, given up. */
	mail: 'queued' | 'sent' | 'kept' | 'failed' | null
	sentAt: string | null
	openedAt: string | null
	answeredAt: string | null
	answeredBy: string | null
	comment: string | null
	reminders: number
	remindedAt: string | null
	lines: { lotId: string; code: string; shipped: string; unit: string; answer: RecallAnswer | null }[]
}

type NoticeRow = {
	id: string
	party_id: string
	code: string
	name: LocalizedText
	city: LocalizedText | null
	country: string
	phone: string | null
	email: string | null
	status: NoticeStatus
	mail: CaseNotice['mail']
	sent_at: Date | string | null
	opened_at: Date | string | null
	answered_at: Date | string | null
	answered_by: string | null
	comment: string | null
	reminders: number
	reminded_at: Date | string | null
	lines: CaseNotice['lines'] | null
}

const LAST_MAIL = `(select m.status from mail m where m.dedupe_key in
	('recall-notice:' || n.id || ':first', 'recall-notice:' || n.id || ':reminder-' || n.reminders, 'recall-notice:' || n.id || ':address-' || coalesce(n.email, ''))
	order by m.created_at desc, m.id desc limit 1)`

/** Every notice of a recall with its lines, by the partner's code. One statement. */
export async function readNotices(ctx: Context, recallId: string): Promise<CaseNotice[]> {
	const rows = await ctx.em.execute<NoticeRow[]>(
		`select n.id, p.id as party_id, p.code, p.name, p.city, p.country, p.phone, n.email, n.status, ${LAST_MAIL} as mail, n.sent_at, n.opened_at, n.answered_at,
			n.answered_by, n.comment, n.reminders, n.reminded_at,
			(select json_agg(json_build_object('lotId', l.id, 'code', l.code, 'shipped', trim_scale(x.shipped)::text, 'unit', x.unit, 'answer', x.answer) order by l.code_norm)
				from recall_notice_lot x join lot l on l.id = x.lot_id where x.notice_id = n.id) as lines
		from recall_notice n join party p on p.id = n.party_id where n.recall_id = ? order by p.code, n.id`,
		[recallId],
	)
	return rows.map((row) => ({
		id: row.id,
		party: { id: row.party_id, code: row.code, name: row.name, city: row.city, country: row.country, phone: row.phone },
		email: row.email,
		status: row.status,
		mail: row.mail,
		sentAt: iso(row.sent_at),
		openedAt: iso(row.opened_at),
		answeredAt: iso(row.answered_at),
		answeredBy: row.answered_by,
		comment: row.comment,
		reminders: row.reminders,
		remindedAt: iso(row.reminded_at),
		lines: row.lines ?? [],
	}))
}
