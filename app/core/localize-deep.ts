import type { Language } from './localized.ts'

const isLocalized = (value: object): value is Record<Language, string> =>
	Object.keys(value).length === 2 && 'en' in value && 'zh-CN' in value

/** Plain data with every bilingual text replaced by the one in the reader's language. */
export function localizeDeep(value: unknown, language: Language): unknown {
	if (Array.isArray(value)) return value.map((item) => localizeDeep(item, language))
	if (typeof value !== 'object' || value === null) return value
	if (isLocalized(value)) return value[language]
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localizeDeep(item, language)]))
}
