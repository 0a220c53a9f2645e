import en from './locales.en.ts'
import zhCN from './locales.zh-CN.ts'

/** The texts of every language, for rendering and for mails. */
export const resources = { en, 'zh-CN': zhCN }
