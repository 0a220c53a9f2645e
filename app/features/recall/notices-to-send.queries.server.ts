import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecallClass } from './recall.model.ts'

/** Notices that wait to go out: never sent, or about more lots than were told of. */
export async function noticesToSend(
	ctx: Context,
	recallId: string,
): Promise<{ id: string; email: string | null; lots: number; sentBefore: boolean }[]> {
	await ctx.em.flush()
	const rows = await ctx.em.execute<
		{ id: string; email: string | null; lots: number; sent_at: Date | string | null }[]
	>(
		`select n.id, n.email, n.sent_at, (select count(*)::int from recall_notice_lot x where x.notice_id = n.id) as lots
		from recall_notice n where n.recall_id = ? and n.status in ('queued', 'failed') order by n.id`,
		[recallId],
	)
	return rows.map((row) => ({ id: row.id, email: row.email, lots: row.lots, sentBefore: row.sent_at !== null }))
}

/** Notices that have gone out and do not account for everything, as far as they can be reached. */
export async function noticesToRemind(ctx: Context, recallId: string): Promise<{ id: string; reminders: number }[]> {
	return ctx.em.execute<{ id: string; reminders: number }[]>(
		`select id, reminders from recall_notice where recall_id = ? and status <> 'answered' and sent_at is not null and email is not null order by id`,
		[recallId],
	)
}

/** Notices that have gone out. */
export async function noticesSent(ctx: Context, recallId: string): Promise<{ id: string; email: string | null }[]> {
	return ctx.em.execute<{ id: string; email: string | null }[]>(
		'select id, email from recall_notice where recall_id = ? and sent_at is not null order by id',
		[recallId],
	)
}

export type NoticeForMail = {
	id: string
	recallId: string
	number: string
	title: string
	recallClass: RecallClass
	reason: string
	instructions: LocalizedText
	partyId: string
	partyName: LocalizedText
	email: string | null
	language: Language
	lotCodes: string[]
}

/** What a consignee's mail says; null when the notice is gone. One statement. */
export async function readNoticeForMail(ctx: Context, noticeId: string): Promise<NoticeForMail | null> {
	const [row] = await ctx.em.execute<
		{
			id: string
			recall_id: string
			number: string
			title: string
			recall_class: RecallClass
			reason: string
			instructions: LocalizedText
			party_id: string
			name: LocalizedText
			email: string | null
			language: Language
			codes: string[] | null
		}[]
	>(
		`select n.id, n.recall_id, c.number, c.title, c.recall_class, c.reason, c.instructions, n.party_id, p.name, n.email, p.language,
			(select json_agg(l.code order by l.code_norm) from recall_notice_lot x join lot l on l.id = x.lot_id where x.notice_id = n.id) as codes
		from recall_notice n join recall_case c on c.id = n.recall_id join party p on p.id = n.party_id where n.id = ?`,
		[noticeId],
	)
	if (!row) return null
	return {
		id: row.id,
		recallId: row.recall_id,
		number: row.number,
		title: row.title,
		recallClass: row.recall_class,
		reason: row.reason,
		instructions: row.instructions,
		partyId: row.party_id,
		partyName: row.name,
		email: row.email,
		language: row.language,
		lotCodes: row.codes ?? [],
	}
}
