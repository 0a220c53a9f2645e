import type { LocalizedText } from '#app/core/localized.ts'
import { ROLE_KEYS, ROLE_TITLES } from '#app/core/permission.ts'
import type { Channel, Recipient } from './notice-route.model.ts'

const RECIPIENTS: Partial<Record<Recipient, LocalizedText>> = {
	named: { en: 'Those whom the workflow names', 'zh-CN': '流程指定的人' },
	partner: { en: 'The partner’s people', 'zh-CN': '往来方人员' },
	partner_contact: { en: 'The address on the partner’s card', 'zh-CN': '往来方资料中的邮箱' },
}

/** Who a recipient of notices is, for people. */
export function recipientName(recipient: Recipient): LocalizedText {
	const role = ROLE_KEYS.find((one) => recipient === `role:${one}`)
	return (role ? ROLE_TITLES[role] : RECIPIENTS[recipient]) ?? { en: recipient, 'zh-CN': recipient }
}

/** How a notice reaches people, for them. */
export const CHANNEL_NAMES: Readonly<Record<Channel, LocalizedText>> = {
	portal: { en: 'In the portal', 'zh-CN': '门户内' },
	email: { en: 'E-mail', 'zh-CN': '邮件' },
}
