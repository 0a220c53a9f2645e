import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'

/** The feature's texts on the server, for answers. */
export const partiesText = (language: Language) => serverText(language, 'parties')
