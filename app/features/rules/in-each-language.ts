import { LANGUAGES, type Language, type LocalizedText } from '#app/core/localized.ts'

/** Writes a text once for every language of the portal. */
export const inEachLanguage = (write: (language: Language) => string): LocalizedText =>
	Object.fromEntries(LANGUAGES.map((language) => [language, write(language)])) as LocalizedText
