import type { LocalizedText } from '#app/core/localized.ts'
import type { FactType } from './fact-catalog.model.ts'

export const OPERATORS = [
	'equal',
	'notEqual',
	'lessThan',
	'lessThanInclusive',
	'greaterThan',
	'greaterThanInclusive',
	'in',
	'notIn',
] as const
/** The operators of a condition, named as json-rules-engine names them. */
export type Operator = (typeof OPERATORS)[number]

const EQUALITY: readonly Operator[] = ['equal', 'notEqual']
const ORDER: readonly Operator[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']
const MEMBERSHIP: readonly Operator[] = ['in', 'notIn']

/** Which operators a fact of each type may stand with. */
export const OPERATORS_OF: Readonly<Record<FactType, readonly Operator[]>> = {
	text: [...EQUALITY, ...MEMBERSHIP],
	enum: [...EQUALITY, ...MEMBERSHIP],
	boolean: EQUALITY,
	integer: [...EQUALITY, ...ORDER, ...MEMBERSHIP],
	decimal: [...EQUALITY, ...ORDER, ...MEMBERSHIP],
	date: [...EQUALITY, ...ORDER, ...MEMBERSHIP],
	quantity: [...EQUALITY, ...ORDER],
}

/** The operator that holds exactly where the other does not. */
export const OPPOSITE: Readonly<Record<Operator, Operator>> = {
	equal: 'notEqual',
	notEqual: 'equal',
	lessThan: 'greaterThanInclusive',
	greaterThanInclusive: 'lessThan',
	greaterThan: 'lessThanInclusive',
	lessThanInclusive: 'greaterThan',
	in: 'notIn',
	notIn: 'in',
}

/** Whether the operator compares with a list of values. */
export const takesList = (operator: Operator): boolean => MEMBERSHIP.includes(operator)

const PHRASES: Readonly<Record<Operator, LocalizedText>> = {
	equal: { en: 'is', 'zh-CN': '是' },
	notEqual: { en: 'is not', 'zh-CN': '不是' },
	lessThan: { en: 'is less than', 'zh-CN': '小于' },
	lessThanInclusive: { en: 'is at most', 'zh-CN': '不超过' },
	greaterThan: { en: 'is more than', 'zh-CN': '超过' },
	greaterThanInclusive: { en: 'is at least', 'zh-CN': '不少于' },
	in: { en: 'is one of', 'zh-CN': '属于' },
	notIn: { en: 'is none of', 'zh-CN': '不属于' },
}

const NUMBER_PHRASES: Partial<Record<Operator, LocalizedText>> = {
	equal: { en: 'is', 'zh-CN': '等于' },
	notEqual: { en: 'is not', 'zh-CN': '不等于' },
}

const DATE_PHRASES: Partial<Record<Operator, LocalizedText>> = {
	lessThan: { en: 'is before', 'zh-CN': '早于' },
	lessThanInclusive: { en: 'is on or before', 'zh-CN': '不晚于' },
	greaterThan: { en: 'is after', 'zh-CN': '晚于' },
	greaterThanInclusive: { en: 'is on or after', 'zh-CN': '不早于' },
}

const PHRASES_OF: Partial<Record<FactType, Partial<Record<Operator, LocalizedText>>>> = {
	date: DATE_PHRASES,
	integer: NUMBER_PHRASES,
	decimal: NUMBER_PHRASES,
	quantity: NUMBER_PHRASES,
}

/** The operator in words, as it reads between a fact and a value. */
export const operatorPhrase = (operator: Operator, type: FactType): LocalizedText =>
	PHRASES_OF[type]?.[operator] ?? PHRASES[operator]
