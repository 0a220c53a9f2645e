import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { Comparand } from './compare-values.ts'
import type { FactDefinition } from './fact-catalog.model.ts'
import type { NormalValue } from './fact-value.ts'
import { inEachLanguage } from './in-each-language.ts'
import { unitLabel } from './unit-label.ts'

/** What stands where a fact is not known. */
export const NOT_KNOWN: LocalizedText = { en: 'not known', 'zh-CN': '未知' }
/** What a check that is passed all the same says instead: it does not ask for it here. */
export const NOT_ASKED: LocalizedText = { en: 'does not apply', 'zh-CN': '不适用' }

/** What stands where a fact is known but not for the reader's eyes. */
export const NOT_SHOWN: LocalizedText = { en: 'not shown to you', 'zh-CN': '不对您显示' }

const YES: LocalizedText = { en: 'yes', 'zh-CN': '是' }
const NO: LocalizedText = { en: 'no', 'zh-CN': '否' }
const LIST_END: LocalizedText = { en: ' or ', 'zh-CN': '或' }
const LIST_JOIN: LocalizedText = { en: ', ', 'zh-CN': '、' }

/** Stored quantities have six decimals; a derived percentage goes on for ever and three say enough. */
const formats = (maximumFractionDigits: number): Readonly<Record<Language, Intl.NumberFormat>> => ({
	en: new Intl.NumberFormat('en', { maximumFractionDigits }),
	'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits }),
})
const numbers = formats(6)
const percentages = formats(3)
const dates: Readonly<Record<Language, Intl.DateTimeFormat>> = {
	en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }),
	'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
}

function amount(value: string, unit: string | undefined, language: Language): string {
	const format = unit === 'P1' ? percentages : numbers
	const number = format[language].format(value as Intl.StringNumericLiteral)
	return unit ? `${number} ${unitLabel(unit, language, value)}` : number
}

/** A list of keys by what they are called; what has no name is shown as it is. */
function displayParts(value: string, parts: NonNullable<FactDefinition['parts']>, language: Language): string {
	const names = value.split(', ').map((key) => parts.find((part) => part.value === key)?.label[language] ?? key)
	return names.join(LIST_JOIN[language])
}

function displayOne(value: NormalValue, definition: FactDefinition, language: Language): string {
	if (typeof value === 'boolean') return (value ? YES : NO)[language]
	if (typeof value === 'object') return amount(value.value, value.unit, language)
	switch (definition.type) {
		case 'integer':
		case 'decimal':
			return amount(value, definition.unit, language)
		case 'date':
			return dates[language].format(new Date(`${value}T00:00:00Z`))
		case 'enum':
			return definition.values?.find((known) => known.value === value)?.label[language] ?? value
		default:
			return definition.parts ? displayParts(value, definition.parts, language) : value
	}
}

/** A fact's value as people read it: numbers and dates by locale, with unit, enumerations by their label. */
export function displayValue(value: Comparand | undefined, definition: FactDefinition, language: Language): string {
	if (value === undefined) return NOT_KNOWN[language]
	if (typeof value !== 'object' || 'unit' in value) return displayOne(value, definition, language)
	const items = value.map((item) => displayOne(item, definition, language))
	const last = items.at(-1) ?? ''
	return items.length < 2 ? last : `${items.slice(0, -1).join(LIST_JOIN[language])}${LIST_END[language]}${last}`
}

/** Formatting is the slow part of an explanation, and a set asks for few facts: words are kept by fact and value. */
const MOST_KEPT = 500
const written = new WeakMap<FactDefinition, Map<NormalValue | string, LocalizedText>>()

/** The same in every language. */
export function displayText(value: Comparand | undefined, definition: FactDefinition): LocalizedText {
	if (value === undefined) return NOT_KNOWN
	const write = () => inEachLanguage((language) => displayValue(value, definition, language))
	if (typeof value === 'object' && !('unit' in value)) return write()
	const kept = written.get(definition) ?? new Map<NormalValue | string, LocalizedText>()
	written.set(definition, kept)
	const key = typeof value === 'object' ? `${value.value} ${value.unit}` : value
	const known = kept.get(key)
	if (known) return known
	if (kept.size >= MOST_KEPT) kept.clear()
	const text = write()
	kept.set(key, text)
	return text
}
