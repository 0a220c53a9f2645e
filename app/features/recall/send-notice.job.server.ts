import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { giveGrant } from '#app/platform/auth/grants.server.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { RecallNotice } from './recall.entity.server.ts'
import { readNoticeForMail } from './recall.queries.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'recall.send-notice': { noticeId: string; occasion: string }
	}
}

/** Links stay good for a year: answers and their proof are wanted long after. */
const LINK_DAYS = 365

/** Makes the consignee's personal link and writes its mail. The same occasion never writes twice. */
export async function sendNotice(ctx: Context, noticeId: string, occasion: string): Promise<void> {
	const found = await readNoticeForMail(ctx, noticeId)
	if (!found?.email) return
	const token = newToken()
	const t = serverText(found.language, 'recall')
	const reminder = occasion !== 'first'
	const mailId = await queueMail(ctx, {
		to: found.email,
		language: found.language,
		template: reminder ? 'recall_reminder' : 'recall_notice',
		dedupeKey: `recall-notice:${noticeId}:${occasion}`,
		content: {
			subject: t(reminder ? 'mail.reminderSubject' : 'mail.subject', { number: found.number, title: found.title }),
			paragraphs: [t('mail.intro', { tenant: ctx.tenant.name, party: localized(found.partyName, found.language) }), found.reason, localized(found.instructions, found.language), t('mail.ask')],
			facts: [
				{ label: t('mail.recall'), value: found.number },
				{ label: t('mail.class'), value: found.recallClass },
				{ label: t('mail.lots'), value: found.lotCodes.join(', ') },
			],
			action: { label: t('mail.answer'), url: `${ctx.baseUrl}/answer/${token}` },
			footnote: t('mail.personal'),
		},
	})
	if (!mailId) return
	await giveGrant(ctx, { tokenHash: hashToken(token), kind: 'recall-notice', subjectId: noticeId, expiresAt: new Date(ctx.now.getTime() + LINK_DAYS * 86_400_000) })
	const notice = await ctx.em.findOneOrFail(RecallNotice, { id: noticeId })
	if (notice.status === 'queued' || notice.status === 'failed') notice.status = 'sent'
	notice.sentAt ??= ctx.now
	if (reminder) {
		notice.reminders += 1
		notice.remindedAt = ctx.now
	}
	ctx.audit.record({
		action: reminder ? 'recall.remind' : 'recall.notice-sent',
		subject: { type: 'recall', id: found.recallId, label: found.number },
		after: { noticeId, party: found.partyName.en, mailId },
	})
}

export const sendNoticeJob: JobDefinition<'recall.send-notice'> = {
	name: 'recall.send-notice',
	retries: 8,
	retryDelaySeconds: 5,
	timeoutSeconds: 60,
	concurrency: 2,
	handle: (tenantId, { noticeId, occasion }) => withTenantContext(tenantId, (ctx) => sendNotice(ctx, noticeId, occasion)),
}
