import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { sendTemplateMail } from '#app/features/notifications/send-template-mail.server.ts'
import { giveGrant } from '#app/platform/auth/grants.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { MailContent } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type NoticeForMail, readNoticeForMail } from './notices-to-send.queries.server.ts'
import { RecallNotice } from './recall.entity.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'recall.send-notice': { noticeId: string; occasion: string }
	}
}

/** Links stay good for a year: answers and their proof are wanted long after. */
const LINK_DAYS = 365
/** Codes written out in a mail; the page behind the link has all. */
const CODES = 20

type Tone = 'notice' | 'reminder' | 'cancelled'
const TEMPLATES = {
	notice: 'recall_notice',
	reminder: 'recall_reminder',
	cancelled: 'recall_withdrawn',
} as const satisfies Record<Tone, string>

const toneOf = (occasion: string): Tone =>
	occasion === 'cancelled' ? 'cancelled' : occasion.startsWith('reminder-') ? 'reminder' : 'notice'

function factsOf(found: NoticeForMail): MailContent['facts'] {
	const t = serverText(found.language, 'recall')
	const codes = found.lotCodes.slice(0, CODES).join(', ')
	const more = found.lotCodes.length - CODES
	return [
		{ label: t('mail.recall'), value: found.number },
		{ label: t('mail.class'), value: t(`class.${found.recallClass}`) },
		{ label: t('mail.lots'), value: more > 0 ? t('mail.moreLots', { codes, count: more }) : codes },
	]
}

const valuesOf = (found: NoticeForMail) => ({
	number: found.number,
	title: found.title,
	party: found.partyName,
	reason: found.reason,
	instructions: found.instructions,
})

/**
 * Writes a consignee's mail with a new personal link, and puts the notice before their people in the portal. The same
 * occasion (`first`, `reminder-2`, `address-…`, `scope-3`, `cancelled`) never writes twice; links of earlier mails stay good.
 */
export async function sendNotice(ctx: Context, noticeId: string, occasion: string): Promise<void> {
	const found = await readNoticeForMail(ctx, noticeId)
	if (!found?.email) return
	const tone = toneOf(occasion)
	const token = newToken()
	const mailId = await sendTemplateMail(ctx, {
		event: TEMPLATES[tone],
		values: valuesOf(found),
		about: { type: 'recall', id: found.recallId },
		to: found.email,
		recipient: found.partyName[found.language],
		language: found.language,
		dedupeKey: `recall-notice:${noticeId}:${occasion}`,
		facts: factsOf(found),
		...(tone === 'cancelled' ? {} : { url: `${ctx.baseUrl}/answer/${token}` }),
	})
	if (!mailId) return
	if (tone !== 'cancelled') {
		const expiresAt = new Date(ctx.now.getTime() + LINK_DAYS * 86_400_000)
		await giveGrant(ctx, { tokenHash: hashToken(token), kind: 'recall-notice', subjectId: noticeId, expiresAt })
	}
	await noteSent(ctx, noticeId, tone)
	await tellPeople(ctx, found, tone, occasion)
	ctx.audit.record({
		action: `recall.${tone}-sent`,
		subject: { type: 'recall', id: found.recallId, label: found.number },
		after: { noticeId, partyId: found.partyId, mailId },
	})
}

async function noteSent(ctx: Context, noticeId: string, tone: Tone): Promise<void> {
	const notice = await ctx.em.findOneOrFail(RecallNotice, { id: noticeId })
	if (tone === 'notice' && (notice.status === 'queued' || notice.status === 'failed')) notice.status = 'sent'
	notice.sentAt ??= ctx.now
	if (tone !== 'reminder') return
	notice.reminders += 1
	notice.remindedAt = ctx.now
}

async function tellPeople(ctx: Context, found: NoticeForMail, tone: Tone, occasion: string): Promise<void> {
	const notice = {
		event: TEMPLATES[tone],
		severity: 'critical' as const,
		values: valuesOf(found),
		about: { type: 'recall', id: found.recallId, label: found.number },
		href: `/notices/${found.id}`,
		dedupeKey: `recall-notice:${found.id}:${occasion}`,
	}
	await notifyRole(ctx, 'customer', notice, { partyId: found.partyId })
}

/** Sends one consignee's notice; the queue tries again until the mail is in the outbox. */
export const sendNoticeJob: JobDefinition<'recall.send-notice'> = {
	name: 'recall.send-notice',
	retries: 8,
	retryDelaySeconds: 5,
	timeoutSeconds: 60,
	concurrency: 2,
	handle: (tenantId, { noticeId, occasion }) =>
		withTenantContext(tenantId, (ctx) => sendNotice(ctx, noticeId, occasion)),
}
