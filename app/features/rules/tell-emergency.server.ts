import type { Language } from '#app/core/localized.ts'
import { notifyAccounts, notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { DefinitionKind } from '#app/platform/definitions/definition.entity.server.ts'
import type { EmergencyVerdict } from '#app/platform/definitions/definition-life.model.ts'
import type { DefinitionContent } from '#app/platform/definitions/definitions.queries.server.ts'
import { type Escalation, escalateEmergency } from '#app/platform/definitions/escalate-emergency.server.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { type MailContent, queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { complianceAdmins } from './tell-admins.server.ts'

/** Where the versions of a kind are looked at. */
const PAGES: Record<DefinitionKind, string> = { 'rule-set': '/rules', workflow: '/workflows' }

const placeOf = (kind: DefinitionKind, version: { key: string; number?: number | null | undefined }): string =>
	`${PAGES[kind]}/${version.key}?version=${version.number}`

/** Tells the other compliance admins that a version is in force by one person alone and needs a second approval. */
export const tellEmergency = (ctx: Context, kind: DefinitionKind, version: DefinitionContent): Promise<void> =>
	notifyRole(ctx, 'compliance_admin', {
		event: 'emergency_change',
		about: { type: 'definition', id: version.id, label: version.key },
		values: {
			text: {
				en: `Emergency change: “${version.title.en}” v${version.number} is in force and needs a second approval within a day`,
				'zh-CN': `紧急变更：“${version.title['zh-CN']}”v${version.number} 已生效，需在一天内由第二人批准`,
			},
		},
		href: placeOf(kind, version),
		dedupeKey: `${kind}-emergency:${version.id}`,
	})

/** Tells its author what the second person said of an emergency change. */
export async function tellEmergencyDecided(
	ctx: Context,
	kind: DefinitionKind,
	version: DefinitionContent,
	verdict: EmergencyVerdict,
): Promise<void> {
	const confirmed = verdict === 'confirmed'
	await notifyAccounts(ctx, version.author ? [version.author.id] : [], {
		event: 'definition_told',
		values: {
			text: {
				en: `Your emergency change “${version.title.en}” v${version.number} was ${confirmed ? 'confirmed' : 'rejected'}`,
				'zh-CN': `您的紧急变更“${version.title['zh-CN']}”v${version.number} 已被${confirmed ? '确认' : '拒绝'}`,
			},
		},
		href: placeOf(kind, version),
		dedupeKey: `${kind}-emergency-decided:${version.id}`,
	})
}

/**
 * Tells every compliance admin, by notice and mail, of an emergency change that nobody has confirmed or rejected in time;
 * once when its day is over, and again each day. Whether it was told now.
 */
export async function tellLateEmergency(ctx: Context, kind: DefinitionKind, id: string): Promise<boolean> {
	const late = await escalateEmergency(ctx, { kind, id })
	if (!late) return false
	const { version, count } = late
	const admins = await complianceAdmins(ctx)
	const occasion = `${kind}-emergency-late:${id}:${count}`
	const href = placeOf(kind, version)
	await notifyAccounts(
		ctx,
		admins.map((admin) => admin.id),
		{
			event: 'definition_told',
			values: {
				text: {
					en: `Overdue: the emergency change “${version.title.en}” v${version.number} has no second approval`,
					'zh-CN': `逾期：紧急变更“${version.title['zh-CN']}”v${version.number} 尚无第二人批准`,
				},
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
			template: `${kind}-emergency-late`,
			dedupeKey: `${occasion}:${admin.id}`,
			content: contentOf(ctx, late, language, kind),
		})
	}
	return true
}

function contentOf(ctx: Context, late: Escalation, language: Language, kind: DefinitionKind): MailContent {
	const t = serverText(language, 'rules')
	const { dateTime } = createFormat(language, ctx.tenant.timeZone)
	const title = late.version.title[language]
	return {
		subject: t('emergency.mail.subject', { title, number: late.version.number }),
		paragraphs: [t('emergency.mail.text', { count: late.count })],
		facts: [
			{ label: t(`emergency.mail.${kind}`), value: `${title} v${late.version.number}` },
			{ label: t('emergency.reason'), value: late.reason },
			{ label: t('emergency.due'), value: dateTime(late.dueAt) },
		],
		action: { label: t('emergency.mail.open'), url: `${ctx.baseUrl}${placeOf(kind, late.version)}` },
	}
}
