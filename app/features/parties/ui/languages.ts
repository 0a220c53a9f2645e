/** Languages of mails, each named in itself. */
export const LANGUAGES = [
	{ value: 'en', label: 'English' },
	{ value: 'zh-CN', label: '中文' },
] as const
