import type { LocalizedText } from '#app/core/localized.ts'
import type { NoticeEvent, NoticeVariable, TemplateContent, TemplateWords } from './notice-event.model.ts'

/** A variable of a notice. */
export const variable = (name: string, label: LocalizedText, example: LocalizedText): NoticeVariable => ({
	name,
	label,
	example,
})

const mail = (words: Pick<TemplateWords, 'subject' | 'body' | 'action' | 'footnote'>): TemplateWords => ({
	title: '',
	summary: '',
	...words,
})

/** The portal's line and a webhook's summary say what the subject says. */
const everywhere = ({ en, 'zh-CN': zh }: TemplateContent): TemplateContent => ({
	en: { ...en, title: en.subject, summary: en.subject },
	'zh-CN': { ...zh, title: zh.subject, summary: zh.subject },
})

const NAME = variable('name', { en: 'Name', 'zh-CN': '姓名' }, { en: 'Chen Jing', 'zh-CN': '陈静' })
const NUMBER = (example: string) =>
	variable('number', { en: 'Number', 'zh-CN': '编号' }, { en: example, 'zh-CN': example })
const TITLE = variable(
	'title',
	{ en: 'Title of the recall', 'zh-CN': '召回标题' },
	{ en: 'Seal defect', 'zh-CN': '密封缺陷' },
)
const PARTY = variable('party', { en: 'Consignee', 'zh-CN': '收货方' }, { en: 'City Hospital', 'zh-CN': '市立医院' })
const REASON = variable(
	'reason',
	{ en: 'Reason of the recall', 'zh-CN': '召回原因' },
	{ en: 'The seal may open during transport.', 'zh-CN': '运输途中密封可能开裂。' },
)
const INSTRUCTIONS = variable(
	'instructions',
	{ en: 'Instructions of the recall', 'zh-CN': '召回指示' },
	{ en: 'Stop using these lots and set them aside.', 'zh-CN': '请停止使用并隔离这些批次。' },
)

const recall = (key: string, title: LocalizedText, shipped: TemplateContent): NoticeEvent => ({
	key,
	kind: 'recall',
	title,
	channels: ['in-app', 'mail', 'webhook'],
	about: null,
	outside: true,
	variables: [NUMBER('RC-26-0004'), TITLE, PARTY, REASON, INSTRUCTIONS],
	shipped: everywhere(shipped),
})

/** Mails that go to an address outside the portal. */
export const SHIPPED_MAILS: readonly NoticeEvent[] = [
	{
		key: 'invitation',
		kind: 'system',
		title: { en: 'Invitation to the portal', 'zh-CN': '门户邀请' },
		channels: ['mail'],
		about: null,
		outside: true,
		variables: [
			NAME,
			variable('inviter', { en: 'Who invites', 'zh-CN': '邀请人' }, { en: 'Li Wei', 'zh-CN': '李伟' }),
			variable('role', { en: 'Role', 'zh-CN': '角色' }, { en: 'Supplier', 'zh-CN': '供应商' }),
		],
		shipped: {
			en: mail({
				subject: '{{tenant}} invites you to its portal',
				body: 'Hello {{name}},\n\n{{inviter}} invites you to the traceability portal of {{tenant}} as {{role}}. Set a password with the link, and you are in.',
				action: 'Join the portal',
				footnote: 'You did not expect this? Then do nothing; the link runs out by itself.',
			}),
			'zh-CN': mail({
				subject: '{{tenant}} 邀请您加入其门户',
				body: '{{name}}，您好：\n\n{{inviter}} 邀请您以“{{role}}”身份加入 {{tenant}} 的追溯门户。请通过链接设置密码，即可进入。',
				action: '加入门户',
				footnote: '如果您不了解此邀请，请忽略本邮件，链接会自动失效。',
			}),
		},
	},
	{
		key: 'password-reset',
		kind: 'system',
		title: { en: 'New password', 'zh-CN': '重设密码' },
		channels: ['mail'],
		about: null,
		outside: true,
		variables: [
			NAME,
			variable(
				'minutes',
				{ en: 'Minutes that the link works', 'zh-CN': '链接有效分钟数' },
				{ en: '60', 'zh-CN': '60' },
			),
		],
		shipped: {
			en: mail({
				subject: 'Set a new password',
				body: 'Hello {{name}},\n\nSomebody, probably you, asked for a new password for your account. Set it with the link within {{minutes}} minutes; it works once.',
				action: 'Set a new password',
				footnote: 'It was not you? Then do nothing; your password stays as it is.',
			}),
			'zh-CN': mail({
				subject: '设置新密码',
				body: '{{name}}，您好：\n\n有人（可能是您本人）为您的账号申请了新密码。请在 {{minutes}} 分钟内通过链接设置，链接只能使用一次。',
				action: '设置新密码',
				footnote: '如果不是您本人申请，请忽略本邮件，您的密码不会改变。',
			}),
		},
	},
	recall(
		'recall_notice',
		{ en: 'Recall notice to a consignee', 'zh-CN': '致收货方的召回通知' },
		{
			en: mail({
				subject: 'Recall {{number}}: {{title}}',
				body: '{{tenant}} is recalling lots that were shipped to {{party}}.\n\n{{instructions}}\n\nReason: {{reason}}\n\nPlease open your personal page, confirm that you have read this, and tell us how much you hold, returned, used or destroyed. You need no account.',
				action: 'Answer the recall',
				footnote: 'This link is for you only. Do not pass it on.',
			}),
			'zh-CN': mail({
				subject: '召回 {{number}}：{{title}}',
				body: '{{tenant}} 正在召回曾发给 {{party}} 的批次。\n\n{{instructions}}\n\n原因：{{reason}}\n\n请打开您的专用页面，确认已阅读本通知，并填写隔离、退回、使用和销毁的数量。无需账号。',
				action: '答复召回',
				footnote: '此链接仅供您使用，请勿转发。',
			}),
		},
	),
	recall(
		'recall_reminder',
		{ en: 'Reminder of a recall', 'zh-CN': '召回催办' },
		{
			en: mail({
				subject: 'Reminder: recall {{number}}, {{title}}',
				body: '{{tenant}} has not yet heard from {{party}} about every quantity of this recall.\n\n{{instructions}}\n\nReason: {{reason}}\n\nPlease open your personal page, confirm that you have read this, and tell us how much you hold, returned, used or destroyed. You need no account.',
				action: 'Answer the recall',
				footnote: 'This link is for you only. Do not pass it on.',
			}),
			'zh-CN': mail({
				subject: '催办：召回 {{number}}，{{title}}',
				body: '{{tenant}} 尚未收到 {{party}} 对本次召回全部数量的答复。\n\n{{instructions}}\n\n原因：{{reason}}\n\n请打开您的专用页面，确认已阅读本通知，并填写隔离、退回、使用和销毁的数量。无需账号。',
				action: '答复召回',
				footnote: '此链接仅供您使用，请勿转发。',
			}),
		},
	),
	recall(
		'recall_withdrawn',
		{ en: 'Recall cancelled, to a consignee', 'zh-CN': '致收货方的召回取消通知' },
		{
			en: mail({
				subject: 'Recall {{number}} was cancelled: {{title}}',
				body: '{{tenant}} has taken back this recall. {{party}} need not do anything more. Ask us before you use what you set aside.',
				action: '',
				footnote: 'You need not answer this mail.',
			}),
			'zh-CN': mail({
				subject: '召回 {{number}} 已取消：{{title}}',
				body: '{{tenant}} 已撤销本次召回，{{party}} 无需再做处理。使用已隔离的产品之前，请先与我们确认。',
				action: '',
				footnote: '无需回复本邮件。',
			}),
		},
	),
	{
		key: 'lot_shipped',
		kind: 'shipping',
		title: { en: 'Shipment sent, to the customer', 'zh-CN': '致客户的发货通知' },
		channels: ['mail'],
		about: null,
		outside: true,
		variables: [
			NUMBER('SH-26-0102'),
			variable('lots', { en: 'How many lots', 'zh-CN': '批次数' }, { en: '3 lots', 'zh-CN': '3 个批次' }),
			variable(
				'reference',
				{ en: "The customer's order", 'zh-CN': '客户订单号' },
				{ en: 'PO-8812', 'zh-CN': 'PO-8812' },
			),
			variable('more', { en: 'Lots that the mail does not name', 'zh-CN': '未列出的批次' }, { en: '', 'zh-CN': '' }),
		],
		shipped: {
			en: mail({
				subject: '{{tenant}} has sent you {{number}}',
				body: '{{tenant}} has sent you {{lots}} with shipment {{number}}.\n\nYour order: {{reference}}\n\nThe address beside a lot opens the page that tells where it comes from.\n\n{{more}}',
				action: 'Open the shipment',
				footnote: 'Keep this mail with the goods: it names their lots.',
			}),
			'zh-CN': mail({
				subject: '{{tenant}} 已发货 {{number}}',
				body: '{{tenant}} 已通过发货单 {{number}} 向您发出 {{lots}}。\n\n您的订单：{{reference}}\n\n打开批次旁的网址，即可查看其来源。\n\n{{more}}',
				action: '查看发货',
				footnote: '请将本邮件与货物一同保存，其中列有批号。',
			}),
		},
	},
]
