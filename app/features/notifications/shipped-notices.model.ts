import type { LocalizedText } from '#app/core/localized.ts'
import type { NoticeEvent, NoticeKind, NoticeVariable, TemplateContent } from './notice-event.model.ts'
import { variable } from './shipped-mails.model.ts'

const label = (example: string): NoticeVariable =>
	variable('label', { en: 'Code or number of the record', 'zh-CN': '记录编号' }, { en: example, 'zh-CN': example })

const FOOTNOTE: LocalizedText = {
	en: 'You choose under “Account, Notifications” what reaches you and how.',
	'zh-CN': '可在“账号 → 通知设置”中选择接收哪些通知以及接收方式。',
}
const BY: LocalizedText = {
	en: 'Step taken by {{actor}} in the portal of {{tenant}}.',
	'zh-CN': '由 {{actor}} 在 {{tenant}} 的门户中操作。',
}
const OPEN: LocalizedText = { en: 'Open in the portal', 'zh-CN': '在门户中打开' }

const words = (say: LocalizedText): TemplateContent => {
	const of = (language: 'en' | 'zh-CN') => ({
		title: say[language],
		subject: say[language],
		body: `${say[language]}${language === 'en' ? '.' : '。'}\n\n${BY[language]}`,
		action: OPEN[language],
		footnote: FOOTNOTE[language],
		summary: say[language],
	})
	return { en: of('en'), 'zh-CN': of('zh-CN') }
}

type More = { example?: string; about?: 'lot'; variables?: readonly NoticeVariable[]; name?: LocalizedText }

const notice = (key: string, kind: NoticeKind, say: LocalizedText, more: More = {}): NoticeEvent => ({
	key,
	kind,
	title: more.name ?? {
		en: say.en.replaceAll(/\s*\{\{label\}\}\s*/g, ' … ').trim(),
		'zh-CN': say['zh-CN'].replaceAll(/\s*\{\{label\}\}\s*/g, '……').trim(),
	},
	channels: ['in-app', 'mail', 'webhook'],
	about: more.about ?? null,
	variables: more.variables ?? [label(more.example ?? 'L-26-0042')],
	shipped: words(say),
})

const lot = { about: 'lot', example: 'L-26-0042' } as const
const delivery = { example: 'ASN-26-0007' } as const
const party = { example: 'Ningbo Polymers' } as const
const text = variable(
	'text',
	{ en: 'What happened', 'zh-CN': '内容' },
	{ en: 'L-26-0042 was moved', 'zh-CN': 'L-26-0042 状态已更新' },
)
/** A notice that brings its own words: what happened, whatever it was. */
const told = (key: string, kind: NoticeKind, name: LocalizedText): NoticeEvent =>
	notice(key, kind, { en: '{{text}}', 'zh-CN': '{{text}}' }, { variables: [text], name })
const definition = [
	variable('label', { en: 'Name of the draft', 'zh-CN': '草稿名称' }, { en: 'Release gate', 'zh-CN': '放行条件' }),
]

/** Notices to people of the portal, as shipped. Their keys are what workflows name. */
export const SHIPPED_NOTICES: readonly NoticeEvent[] = [
	notice(
		'recall_opened',
		'recall',
		{ en: 'Recall {{label}} was opened', 'zh-CN': '召回 {{label}} 已启动' },
		{ example: 'RC-26-0004' },
	),
	notice(
		'recall_closed',
		'recall',
		{ en: 'Recall {{label}} was closed', 'zh-CN': '召回 {{label}} 已关闭' },
		{ example: 'RC-26-0004' },
	),
	notice(
		'recall_cancelled',
		'recall',
		{ en: 'Recall {{label}} was cancelled', 'zh-CN': '召回 {{label}} 已取消' },
		{ example: 'RC-26-0004' },
	),
	notice('lot_recalled', 'recall', { en: '{{label}} is recalled', 'zh-CN': '{{label}} 已召回' }, lot),
	notice('approval_requested', 'approval', {
		en: '{{label}} waits for your approval',
		'zh-CN': '{{label}} 等待您批准',
	}),
	told('approval_wanted', 'approval', {
		en: 'Somebody has approved, the next approval is wanted',
		'zh-CN': '已有他人批准，待下一项批准',
	}),
	notice('signature_requested', 'approval', {
		en: '{{label}} waits for your signature',
		'zh-CN': '{{label}} 等待您签名',
	}),
	notice(
		'definition_submitted',
		'approval',
		{ en: '“{{label}}” waits for approval', 'zh-CN': '“{{label}}”待批准' },
		{ variables: definition },
	),
	notice(
		'definition_sent_back',
		'rules',
		{ en: '“{{label}}” was sent back', 'zh-CN': '“{{label}}”已退回' },
		{ variables: definition },
	),
	told('emergency_change', 'approval', {
		en: 'An emergency change waits for a second approval',
		'zh-CN': '紧急变更待第二人批准',
	}),
	told('definition_told', 'rules', { en: 'What became of a rule set or workflow', 'zh-CN': '规则集或流程的进展' }),
	told('rule_replay_done', 'rules', { en: 'A replay has ended', 'zh-CN': '回放结束' }),
	notice('release_requested', 'release', { en: '{{label}} waits for release', 'zh-CN': '{{label}} 等待放行' }, lot),
	notice('lot_released', 'release', { en: '{{label}} was released', 'zh-CN': '{{label}} 已放行' }, lot),
	notice('lot_held', 'release', { en: '{{label}} was put on hold', 'zh-CN': '{{label}} 已冻结' }, lot),
	notice('lot_rejected', 'release', { en: '{{label}} was rejected', 'zh-CN': '{{label}} 已拒收' }, lot),
	notice(
		'result_warning',
		'release',
		{ en: 'A measured value of {{label}} is close to a limit', 'zh-CN': '{{label}} 的测量值接近限值' },
		lot,
	),
	notice(
		'result_deviation',
		'release',
		{ en: 'A measured value of {{label}} opened a deviation', 'zh-CN': '{{label}} 的测量值触发偏差' },
		lot,
	),
	notice(
		'supplier_qualification',
		'supplier',
		{ en: 'The qualification of {{label}} has changed', 'zh-CN': '{{label}} 的供应商资格已变更' },
		party,
	),
	notice(
		'delivery_announced',
		'receiving',
		{ en: 'Delivery {{label}} is announced', 'zh-CN': '收到发货通知 {{label}}' },
		delivery,
	),
	notice(
		'receipt_accepted',
		'receiving',
		{ en: 'Delivery {{label}} was received', 'zh-CN': '到货 {{label}} 已收货' },
		delivery,
	),
	notice(
		'receipt_held',
		'receiving',
		{ en: 'Delivery {{label}} was put on hold', 'zh-CN': '到货 {{label}} 已冻结' },
		delivery,
	),
	notice(
		'receipt_returned',
		'receiving',
		{ en: 'Delivery {{label}} is being returned', 'zh-CN': '到货 {{label}} 将退回' },
		delivery,
	),
	notice(
		'match_overridden',
		'receiving',
		{ en: 'A match check of {{label}} was passed by signature', 'zh-CN': '{{label}} 的匹配校验已凭签名越过' },
		delivery,
	),
	notice(
		'shipment_sent',
		'shipping',
		{ en: 'Shipment {{label}} is on its way', 'zh-CN': '发货 {{label}} 已发出' },
		{ example: 'SH-26-0102' },
	),
	notice(
		'supplier_joined',
		'supplier',
		{ en: '{{label}} has joined the portal', 'zh-CN': '{{label}} 已加入门户' },
		party,
	),
	notice(
		'supplier_invitation_reminder',
		'supplier',
		{ en: 'The invitation of {{label}} waits for an answer', 'zh-CN': '{{label}} 的邀请尚未接受' },
		party,
	),
	notice(
		'supplier_invitation_lapsed',
		'supplier',
		{ en: 'The invitation of {{label}} has run out', 'zh-CN': '{{label}} 的邀请已过期' },
		party,
	),
	notice('supplier_onboarding_asked', 'supplier', {
		en: '{{label}}: answers and documents are asked of you',
		'zh-CN': '{{label}}：请填写问卷并上传文件',
	}),
	notice('supplier_onboarding_answered', 'supplier', {
		en: '{{label}}: the supplier has answered',
		'zh-CN': '{{label}}：供应商已答复',
	}),
	notice('supplier_onboarding_approved', 'supplier', {
		en: '{{label}}: the supplier is approved',
		'zh-CN': '{{label}}：供应商已获批准',
	}),
	notice('supplier_requalification_due', 'supplier', {
		en: '{{label}}: the supplier is to be qualified again',
		'zh-CN': '{{label}}：供应商需重新评定',
	}),
	notice('supplier_suspended', 'supplier', { en: '{{label}} was suspended', 'zh-CN': '{{label}} 已暂停' }, party),
	notice(
		'supplier_reinstated',
		'supplier',
		{ en: '{{label}} may deliver again', 'zh-CN': '{{label}} 已恢复供货' },
		party,
	),
	notice('sla_warning', 'work', {
		en: '{{label}} has waited longer than planned',
		'zh-CN': '{{label}} 等待时间超出计划',
	}),
	notice('sla_breached', 'work', { en: '{{label}} is past its deadline', 'zh-CN': '{{label}} 已超过期限' }),
	notice(
		'procedure_published',
		'work',
		{ en: '{{label}} is to be read and acknowledged', 'zh-CN': '{{label}} 待您阅读并确认' },
		{ example: 'SOP-QA-012 v3' },
	),
	notice('task_assigned', 'work', { en: 'You have a new task: {{label}}', 'zh-CN': '您有新任务：{{label}}' }),
	notice('record_moved', 'work', { en: '{{label}} has moved on', 'zh-CN': '{{label}} 状态已更新' }),
	told('general', 'work', { en: 'Any other notice', 'zh-CN': '其他通知' }),
	notice(
		'template_failed',
		'system',
		{
			en: 'The template “{{label}}” could not be used; the shipped one was sent',
			'zh-CN': '模板“{{label}}”无法使用，已改用出厂模板',
		},
		{ variables: definition },
	),
	notice('delivery_failed', 'system', {
		en: 'A notice could not be delivered: {{label}}',
		'zh-CN': '有通知未能送达：{{label}}',
	}),
]
