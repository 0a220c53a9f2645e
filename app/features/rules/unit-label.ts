import type { Language, LocalizedText } from '#app/core/localized.ts'
import { unitSymbol } from '#app/core/units.ts'

/** Rec 20 codes of numbers that are not quantities of goods: times, shares, temperature. */
const MEASURES: Readonly<Record<string, { one: LocalizedText; many: LocalizedText }>> = {
	DAY: { one: { en: 'day', 'zh-CN': '天' }, many: { en: 'days', 'zh-CN': '天' } },
	HUR: { one: { en: 'hour', 'zh-CN': '小时' }, many: { en: 'hours', 'zh-CN': '小时' } },
	MIN: { one: { en: 'minute', 'zh-CN': '分钟' }, many: { en: 'minutes', 'zh-CN': '分钟' } },
	P1: { one: { en: '%', 'zh-CN': '%' }, many: { en: '%', 'zh-CN': '%' } },
	CEL: { one: { en: '°C', 'zh-CN': '°C' }, many: { en: '°C', 'zh-CN': '°C' } },
}

/** A Rec 20 unit as people write it beside an amount: `days`, `天`, `kg`. A code that is not known stands for itself. */
export function unitLabel(code: string, language: Language, amount?: string): string {
	const measure = MEASURES[code]
	if (measure) return (amount === '1' ? measure.one : measure.many)[language]
	return unitSymbol(code, language)
}
