import type { LocalizedText } from '#app/core/localized.ts'

export const NOTICE_KINDS = [
	'recall',
	'approval',
	'release',
	'receiving',
	'shipping',
	'supplier',
	'rules',
	'work',
	'system',
] as const
/** What people set their preferences by. */
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Kinds that nobody can switch off: safety and what only this person can sign. */
export const MANDATORY_KINDS: readonly NoticeKind[] = ['recall', 'approval']

/** What a template may put in: a name, what an editor calls it, and what a preview shows. */
export type NoticeVariable = { name: string; label: LocalizedText; example: LocalizedText }

/** One language of a template. Empty where the channel is not used. */
export type TemplateWords = {
	/** In the portal. */
	title: string
	/** Of the mail. */
	subject: string
	/** Of the mail: paragraphs, with an empty line between. */
	body: string
	/** The mail's button. */
	action: string
	/** The mail's last line in small print. */
	footnote: string
	/** What a webhook's data says in words. */
	summary: string
}
export type TemplateContent = { en: TemplateWords; 'zh-CN': TemplateWords }

export const TEMPLATE_FIELDS = ['title', 'subject', 'body', 'action', 'footnote', 'summary'] as const
export type TemplateField = (typeof TEMPLATE_FIELDS)[number]

export type NoticeChannel = 'mail' | 'in-app' | 'webhook'
/** What of a template each channel uses. */
export const CHANNEL_FIELDS: Record<NoticeChannel, readonly TemplateField[]> = {
	'in-app': ['title'],
	mail: ['subject', 'body', 'action', 'footnote'],
	webhook: ['summary'],
}
/** What a channel cannot do without. */
export const NEEDED_FIELDS: readonly TemplateField[] = ['title', 'subject', 'body', 'summary']

/** A notice that the portal sends: who may hear of it how, what it can say, and what it says as shipped. */
export type NoticeEvent = {
	key: string
	kind: NoticeKind
	title: LocalizedText
	channels: readonly NoticeChannel[]
	/** The kind of record whose facts the template may use beside `variables`. */
	about: 'lot' | null
	variables: readonly NoticeVariable[]
	shipped: TemplateContent
	/** Goes to an address outside the portal, not by anybody's preferences. */
	outside?: true
}

/** Fields of a template that an event uses, in the order of an editor. */
export const fieldsOf = (event: NoticeEvent): TemplateField[] =>
	TEMPLATE_FIELDS.filter((field) => event.channels.some((channel) => CHANNEL_FIELDS[channel].includes(field)))

/** What every notice knows. `recipient` only mails do: a title in the portal and a webhook are the same for everybody. */
export const COMMON_VARIABLES: readonly NoticeVariable[] = [
	{ name: 'tenant', label: { en: 'Company', 'zh-CN': '公司' }, example: { en: 'Aurora Medical', 'zh-CN': '曙光医疗' } },
	{
		name: 'actor',
		label: { en: 'Who acted', 'zh-CN': '操作人' },
		example: { en: 'Li Wei', 'zh-CN': '李伟' },
	},
	{
		name: 'recipient',
		label: { en: 'Recipient', 'zh-CN': '收件人' },
		example: { en: 'Chen Jing', 'zh-CN': '陈静' },
	},
]
