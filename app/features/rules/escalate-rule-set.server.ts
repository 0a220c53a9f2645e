import type { Language } from '#app/core/localized.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { type Escalation, escalateEmergency } from '#app/platform/definitions/escalate-emergency.server.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { type MailContent, queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { complianceAdmins } from './tell-admins.server.ts'

/**
 * Tells every compliance admin, by notice and mail, of an emergency change that nobody has confirmed or rejected in time;
 * once when its day is over, and again each day. Whether it was told now.
 */
export async function escalateRuleSet(ctx: Context, id: string): Promise<boolean> {
	const late = await escalateEmergency(ctx, { kind: 'rule-set', id })
	if (!late) return false
	const { version, count } = late
	const admins = await complianceAdmins(ctx)
	const occasion = `rule-set-emergency-late:${id}:${count}`
	const href = `/rules/${version.key}?version=${version.number}`
	await notifyAccounts(
		ctx,
		admins.map((admin) => admin.id),
		{
			title: {
				en: `Overdue: the emergency change “${version.title.en}” v${version.number} has no second approval`,
				'zh-CN': `逾期：紧急变更“${version.title['zh-CN']}”v${version.number} 尚无第二人批准`,
			},
			href,
			dedupeKey: occasion,
		},
	)
	for (const admin of admins) {
		const language = admin.language ?? ctx.tenant.language
		await queueMail(ctx, {
			to: admin.email,
			language,
			template: 'rule-set-emergency-late',
			dedupeKey: `${occasion}:${admin.id}`,
			content: contentOf(ctx, late, language, href),
		})
	}
	return true
}

function contentOf(ctx: Context, late: Escalation, language: Language, href: string): MailContent {
	const t = serverText(language, 'rules')
	const { dateTime } = createFormat(language, ctx.tenant.timeZone)
	const title = late.version.title[language]
	return {
		subject: t('emergency.mail.subject', { title, number: late.version.number }),
		paragraphs: [t('emergency.mail.text', { count: late.count })],
		facts: [
			{ label: t('emergency.mail.ruleSet'), value: `${title} v${late.version.number}` },
			{ label: t('emergency.reason'), value: late.reason },
			{ label: t('emergency.due'), value: dateTime(late.dueAt) },
		],
		action: { label: t('emergency.mail.open'), url: `${ctx.baseUrl}${href}` },
	}
}
