/** The product's own mark, where no tenant is known yet. */
export const PRODUCT_BRAND = { initials: '批', name: 'Lotline 批迹', homeTo: '/' } as const

/** The languages, each named in itself. */
export const LANGUAGE_OPTIONS = [
	{ code: 'en', label: 'English' },
	{ code: 'zh-CN', label: '中文' },
] as const
