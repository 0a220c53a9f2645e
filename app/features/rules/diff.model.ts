import type { Language, LocalizedText } from '#app/core/localized.ts'
import { inEachLanguage } from './in-each-language.ts'

/** What a change is about, so that a screen can group and mark it. */
export type ChangeAbout =
	| 'threshold'
	| 'condition'
	| 'rule'
	| 'outcome'
	| 'wording'
	| 'override'
	| 'effect'
	| 'shared-condition'
	| 'set'
	| 'order'
	| 'test'

/** One difference between two versions, as a sentence in each language, with the two sides where there are two. */
export type Change = {
	kind: 'added' | 'removed' | 'changed'
	about: ChangeAbout
	ruleKey?: string
	sentence: LocalizedText
	before?: LocalizedText
	after?: LocalizedText
}

/** `90 days` and `120 days` as `90 → 120 days`: what both sides end with stands once. */
export function arrow(before: string, after: string): string {
	const unit = / \S+$/.exec(after)?.[0]
	const short = unit && before.endsWith(unit) ? before.slice(0, -unit.length) : before
	return `${short} → ${after}`
}

/** A label before what follows it, with the colon of the language. */
export const labelled = (label: string, text: string, language: Language): string =>
	language === 'en' ? `${label}: ${text}` : `${label}：${text}`

const OTHER: Readonly<Record<Language, { other: Language; note: string }>> = {
	en: { other: 'zh-CN', note: ' (Chinese)' },
	'zh-CN': { other: 'en', note: '（英文）' },
}

/** A change of wording; a reader whose own language did not change sees the other one. */
export function wordingChange(label: LocalizedText, before: LocalizedText, after: LocalizedText): LocalizedText {
	return inEachLanguage((language) => {
		const { other, note } = OTHER[language]
		const isOwn = before[language] !== after[language]
		const [from, to] = isOwn ? [before[language], after[language]] : [before[other], after[other]]
		return labelled(`${label[language]}${isOwn ? '' : note}`, `“${from}” → “${to}”`, language)
	})
}
