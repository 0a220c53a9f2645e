import type { Language, LocalizedText } from '#app/core/localized.ts'
import { templateName } from '#app/features/notifications/template-name.ts'
import type { MailStatus } from '#app/platform/mail/mail.entity.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type MailRow = {
	id: string
	recipient: string
	template: string
	language: Language
	subject: string
	status: MailStatus
	attempts: number
	lastError: string | null
	createdAt: string
	sentAt: string | null
}
/** `templateName`: what people call its template; null for one that is not shipped any more. */
export type MailDetail = MailRow & {
	templateName: LocalizedText | null
	messageId: string
	html: string
	text: string
	secretsHidden: boolean
}

type Row = {
	id: string
	recipient: string
	template: string
	language: Language
	subject: string
	status: MailStatus
	attempts: number
	last_error: string | null
	created_at: string
	sent_at: string | null
}

const COLUMNS = 'id, recipient, template, language, subject, status, attempts, last_error, created_at, sent_at'

const toRow = (row: Row): MailRow => ({
	id: row.id,
	recipient: row.recipient,
	template: row.template,
	language: row.language,
	subject: row.subject,
	status: row.status,
	attempts: row.attempts,
	lastError: row.last_error,
	createdAt: new Date(row.created_at).toISOString(),
	sentAt: row.sent_at ? new Date(row.sent_at).toISOString() : null,
})

export type MailSearch = { status?: MailStatus | undefined; before?: string | undefined; limit?: number }

/** The tenant's mails, newest first, a page at a time; how many there are in each status. Two statements. */
export async function listMails(
	ctx: Context,
	search: MailSearch = {},
): Promise<{ mails: MailRow[]; nextCursor: string | null; counts: Partial<Record<MailStatus, number>> }> {
	const limit = search.limit ?? 25
	const status = search.status ?? null
	const before = search.before ?? null
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS} from mail where (?::text is null or status = ?) and (?::uuid is null or (created_at, id) < (select created_at, id from mail where id = ?::uuid))
		order by created_at desc, id desc limit ?`,
		[status, status, before, before, limit + 1],
	)
	const counts = await ctx.em.execute<{ status: MailStatus; count: number }[]>(
		'select status, count(*)::int as count from mail group by status',
	)
	const mails = rows.slice(0, limit).map(toRow)
	return {
		mails,
		nextCursor: rows.length > limit ? (mails.at(-1)?.id ?? null) : null,
		counts: Object.fromEntries(counts.map((row) => [row.status, row.count])),
	}
}

/** Links that let their holder in, as mails write them. */
const PERSONAL_LINK = /\/(invitation|reset|answer)\/[A-Za-z0-9_-]{20,}/g

/**
 * One mail with both its bodies, or null. Where mails really go out, the secrets of personal links are left out: an
 * admin who could read them could come in as somebody else.
 */
export async function readMail(ctx: Context, mailId: string): Promise<MailDetail | null> {
	const [row] = await ctx.em.execute<(Row & { message_id: string; html: string; text: string })[]>(
		`select ${COLUMNS}, message_id, html, text from mail where id = ?`,
		[mailId],
	)
	if (!row) return null
	const secretsHidden = getPortal().mail.kind === 'smtp'
	const shown = (body: string) => (secretsHidden ? body.replaceAll(PERSONAL_LINK, '/$1/…') : body)
	return {
		...toRow(row),
		templateName: templateName(row.template),
		messageId: row.message_id,
		html: shown(row.html),
		text: shown(row.text),
		secretsHidden,
	}
}
