import type { LocalizedText } from '#app/core/localized.ts'
import type { FactType } from './fact-catalog.model.ts'

/** What a type is called when a problem speaks of it. */
export const TYPE_NAMES: Readonly<Record<FactType, LocalizedText>> = {
	text: { en: 'a text', 'zh-CN': '文本' },
	integer: { en: 'a whole number', 'zh-CN': '整数' },
	decimal: { en: 'a number', 'zh-CN': '数字' },
	date: { en: 'a date', 'zh-CN': '日期' },
	boolean: { en: 'a yes or no', 'zh-CN': '是或否' },
	enum: { en: 'one of a list of values', 'zh-CN': '枚举值' },
	quantity: { en: 'a quantity with unit', 'zh-CN': '带单位的数量' },
}
