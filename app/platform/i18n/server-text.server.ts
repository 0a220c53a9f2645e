import type { i18n, TFunction } from 'i18next'
import type { Language } from '#app/core/localized.ts'
import { createTranslator } from './i18n.ts'

let translators: Partial<Record<Language, i18n>> = {}
let source: Record<Language, object> | null = null

/** Hands over every text once, at start. */
export function setTexts(texts: Record<Language, object>): void {
	source = texts
	translators = {}
}

/**
 * A feature's texts in a language, outside of rendering: answers of actions, mails, exports.
 * @throws when the texts were not handed over: the process was not started properly.
 */
export function serverText(language: Language, namespace: string): TFunction {
	if (!source) throw new Error('The texts have not been loaded')
	translators[language] ??= createTranslator(language, { [language]: source[language] as never })
	return (translators[language] as i18n).getFixedT(language, namespace)
}
