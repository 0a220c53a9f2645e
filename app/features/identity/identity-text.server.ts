import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'

/** The feature's texts on the server, for answers and mails. */
export const identityText = (language: Language) => serverText(language, 'identity')
