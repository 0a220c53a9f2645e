import { z } from 'zod'

/** The languages of the portal, as BCP 47 tags. */
export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language named in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '中文' }

/** The languages to choose from. */
export const LANGUAGE_CHOICES = LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))

/** A text that users read, in every language of the portal. */
export const localizedTextSchema = z.object({ en: z.string().min(1).max(500), 'zh-CN': z.string().min(1).max(500) })
export type LocalizedText = z.infer<typeof localizedTextSchema>

/** Sentences after one another, as each language sets them. */
export const inOneText = (texts: readonly LocalizedText[]): LocalizedText => ({
	en: texts.map(({ en }) => en).join(' '),
	'zh-CN': texts.map((text) => text['zh-CN']).join(''),
})

/** The text in the reader's language. */
export const localized = (text: LocalizedText, language: Language): string => text[language]
