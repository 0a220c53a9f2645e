import type { LocalizedText } from '#app/core/localized.ts'

/** What a notice of a workflow says; `{{label}}` is the record's code or number. */
export const NOTICE_TEMPLATES: Readonly<Record<string, LocalizedText>> = {
	sla_warning: { en: '{{label}} has waited longer than planned', 'zh-CN': '{{label}} 等待时间超出计划' },
	release_requested: { en: '{{label}} waits for release', 'zh-CN': '{{label}} 等待放行' },
	lot_released: { en: '{{label}} was released', 'zh-CN': '{{label}} 已放行' },
	lot_held: { en: '{{label}} was put on hold', 'zh-CN': '{{label}} 已冻结' },
	lot_rejected: { en: '{{label}} was rejected', 'zh-CN': '{{label}} 已拒收' },
	lot_recalled: { en: '{{label}} is recalled', 'zh-CN': '{{label}} 已召回' },
	receipt_accepted: { en: 'Delivery {{label}} was received', 'zh-CN': '到货 {{label}} 已收货' },
	receipt_held: { en: 'Delivery {{label}} was put on hold', 'zh-CN': '到货 {{label}} 已冻结' },
	receipt_returned: { en: 'Delivery {{label}} is being returned', 'zh-CN': '到货 {{label}} 将退回' },
	match_overridden: {
		en: 'A match check of {{label}} was passed by signature',
		'zh-CN': '{{label}} 的匹配校验已凭签名越过',
	},
	recall_opened: { en: 'Recall {{label}} was opened', 'zh-CN': '召回 {{label}} 已启动' },
	recall_closed: { en: 'Recall {{label}} was closed', 'zh-CN': '召回 {{label}} 已关闭' },
	recall_cancelled: { en: 'Recall {{label}} was cancelled', 'zh-CN': '召回 {{label}} 已取消' },
	supplier_joined: { en: '{{label}} has joined the portal', 'zh-CN': '{{label}} 已加入门户' },
	supplier_invitation_reminder: {
		en: 'The invitation of {{label}} waits for an answer',
		'zh-CN': '{{label}} 的邀请尚未接受',
	},
	supplier_invitation_lapsed: { en: 'The invitation of {{label}} has run out', 'zh-CN': '{{label}} 的邀请已过期' },
	supplier_suspended: { en: '{{label}} was suspended', 'zh-CN': '{{label}} 已暂停' },
	supplier_reinstated: { en: '{{label}} may deliver again', 'zh-CN': '{{label}} 已恢复供货' },
}

/** A template with the record's name in it; a template that is not known says the name alone. */
export function noticeTitle(template: string, label: string): LocalizedText {
	const text = NOTICE_TEMPLATES[template] ?? { en: '{{label}}', 'zh-CN': '{{label}}' }
	return { en: text.en.replace('{{label}}', label), 'zh-CN': text['zh-CN'].replace('{{label}}', label) }
}
