import { createInstance, type i18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#app/core/localized.ts'

/**
 * A translator for one language. A missing key shows its name and, in tests, fails them: the check of the locale
 * files finds it before a reader does.
 */
export function createTranslator(language: Language, resources: Resource): i18n {
	const instance = createInstance()
	void instance.use(initReactI18next).init({
		lng: language,
		fallbackLng: false,
		ns: Object.keys(resources[language] ?? {}),
		defaultNS: 'common',
		resources,
		initAsync: false,
		interpolation: { escapeValue: false },
		returnNull: false,
		react: { useSuspense: false },
	})
	return instance
}
