import type { LocalizedText } from '#app/core/localized.ts'
import { COMPANY_WORDS } from './action-words-company.ts'
import { GOODS_WORDS } from './action-words-goods.ts'
import { QUALITY_WORDS } from './action-words-quality.ts'

/** What actions of the audit trail are called in both languages. */
export type ActionWords = Readonly<Record<string, readonly [en: string, zh: string]>>

const WORDS: ActionWords = { ...GOODS_WORDS, ...QUALITY_WORDS, ...COMPANY_WORDS }

/** What workflows do to a record of any kind. */
const OF_ANY_RECORD: ActionWords = {
	set: ['Field set by a step', '步骤写入字段'],
	migrate: ['Moved to another version of its workflow', '迁移到流程的另一版本'],
	adopt: ['Taken into its workflow', '纳入流程'],
}

/** An action in people's words; null for one that an admin's own workflow brought along: then its code is shown. */
export function actionWords(action: string): LocalizedText | null {
	const words = WORDS[action] ?? OF_ANY_RECORD[action.split('.')[1] ?? '']
	return words ? { en: words[0], 'zh-CN': words[1] } : null
}

/** First parts of actions, as the filter offers them. */
export const ACTION_GROUPS = [
	'lot',
	'delivery',
	'shipment',
	'event',
	'order',
	'result',
	'hold',
	'deviation',
	'capa',
	'change',
	'complaint',
	'return',
	'supplier_onboarding',
	'case',
	'decision',
	'signature',
	'recall',
	'import',
	'document',
	'item',
	'equipment',
	'attribute',
	'party',
	'approved-supplier',
	'connection',
	'site',
	'rule-set',
	'workflow',
	'calendar',
	'member',
	'session',
	'account',
	'api-key',
	'tenant',
	'mail',
	'timer',
] as const
