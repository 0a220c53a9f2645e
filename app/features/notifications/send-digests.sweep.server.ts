import { type LocalizedText, localized } from '#app/core/localized.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type DueDigest, dueDigest } from './digest-moment.ts'
import { type DigestReader, listDigestReaders } from './preference.queries.server.ts'

/** Notices that a digest names; the rest is in the portal. */
const NAMED = 50

type Waiting = { id: string; title: LocalizedText; href: string; created_at: string }

/**
 * Mails one person what waited until their hour; what came after it waits for the next. Each notice is taken once, under
 * its row's lock, in the unit of work that writes the mail. The mail's key names what it took: a notice that comes late,
 * or another hour chosen on the same day, makes another mail and not a double of the first, which would be dropped.
 */
async function sendDigest(ctx: Context, reader: DigestReader, due: DueDigest): Promise<boolean> {
	const waiting = await ctx.em.execute<Waiting[]>(
		`update notification set digest = 'sent' where account_id = ? and digest = 'waiting' and created_at < ?
		returning id, title, href, created_at`,
		[reader.id, due.until],
	)
	if (waiting.length === 0) return false
	const t = serverText(reader.language, 'notifications')
	const format = createFormat(reader.language, reader.preference.timeZone)
	const rows = waiting.toSorted((a, b) => +new Date(b.created_at) - +new Date(a.created_at))
	const more = rows.length - NAMED
	await queueMail(ctx, {
		to: reader.email,
		accountId: reader.id,
		language: reader.language,
		template: 'digest',
		dedupeKey: `digest:${reader.id}:${due.period}:${rows[0]?.id}`,
		content: {
			subject: t('digest.subject', { tenant: ctx.tenant.name, count: rows.length }),
			paragraphs: [
				t(`digest.${reader.preference.digest === 'weekly' ? 'week' : 'day'}`, { name: reader.name }),
				...(more > 0 ? [t('digest.more', { count: more })] : []),
			],
			links: rows.slice(0, NAMED).map((row) => ({
				label: localized(row.title, reader.language),
				url: `${ctx.baseUrl}${row.href}`,
				note: format.dateTime(new Date(row.created_at)),
			})),
			action: { label: t('digest.open'), url: `${ctx.baseUrl}/notifications` },
			footnote: t('digest.footnote'),
		},
	})
	return true
}

/** Sends the digests of a tenant that are due. Answers how many. Each person is a unit of work of their own. */
export async function sendDigests(tenantId: string): Promise<number> {
	const due = await withTenantContext(tenantId, async (ctx) =>
		(await listDigestReaders(ctx)).flatMap((reader) => {
			const digest = dueDigest(reader.preference, ctx.now)
			return digest ? [{ reader, digest }] : []
		}),
	)
	let sent = 0
	for (const { reader, digest } of due) {
		if (await withTenantContext(tenantId, (ctx) => sendDigest(ctx, reader, digest))) sent += 1
	}
	return sent
}

/** Every five minutes: whoever's hour has struck gets one mail with what waited. */
export const digestSweep: Sweep = {
	name: 'digests',
	cron: '*/5 * * * *',
	handle: async (tenantId) => {
		await sendDigests(tenantId)
	},
}
