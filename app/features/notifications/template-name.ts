import type { LocalizedText } from '#app/core/localized.ts'
import { findEvent } from './find-event.ts'

/** Mails whose words are the portal's own, as a person calls them. */
const OTHER_MAILS: Readonly<Record<string, LocalizedText>> = {
	digest: { en: 'Summary', 'zh-CN': '汇总' },
	'rule-set-emergency-late': { en: 'Emergency change without a second approval', 'zh-CN': '紧急变更尚无第二人批准' },
	'workflow-emergency-late': { en: 'Emergency change without a second approval', 'zh-CN': '紧急变更尚无第二人批准' },
}

/** What people call what was sent, also the test of a template; null for what is not shipped any more. */
export function templateName(template: string): LocalizedText | null {
	const [key = '', isTest] = template.split(':')
	const name = findEvent(key)?.title ?? OTHER_MAILS[key] ?? null
	return name && isTest ? { en: `${name.en} (test)`, 'zh-CN': `${name['zh-CN']}（测试）` } : name
}
