import type { Language, LocalizedText } from '#app/core/localized.ts'
import { type Condition, isAll, isAny, isFactReference, isLeaf, isNot, type LeafCondition } from './condition.schema.ts'
import { displayValue } from './display-value.ts'
import { type FactCatalog, type FactDefinition, factName, findFact, findGroup } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import { inEachLanguage } from './in-each-language.ts'
import { OPPOSITE, operatorPhrase, takesList } from './operators.model.ts'
import type { Rule, RuleSet } from './rule-set.schema.ts'

/** What sentences are made with: the facts' words, and the shared conditions by name. */
export type SentenceContext = { catalog: FactCatalog; shared: RuleSet['conditions'] }

type Phrasing = SentenceContext & { language: Language; negated: boolean; nested: boolean; withinShared?: true }

/** Before a list that already says "or". */
const LIST_PHRASES: Readonly<Record<'in' | 'notIn', LocalizedText>> = {
	in: { en: 'is', 'zh-CN': '是' },
	notIn: { en: 'is not', 'zh-CN': '不是' },
}

const lowerFirst = (text: string): string =>
	/^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text

/** A fact inside a sentence: `the lot’s remaining shelf life`, `批次的剩余保质期`. */
function factPhrase(definition: FactDefinition, catalog: FactCatalog, language: Language): string {
	if (definition.noun) return definition.noun[language]
	const group = findGroup(catalog, definition.fact)?.label[language] ?? definition.fact
	const label = definition.label[language]
	if (language === 'zh-CN') return label.startsWith(group) ? label : `${group}的${label}`
	return `the ${lowerFirst(group)}${group.endsWith('s') ? '’' : '’s'} ${lowerFirst(label)}`
}

function valuePhrase(leaf: LeafCondition, definition: FactDefinition, phrasing: Phrasing): string {
	const { catalog, language } = phrasing
	if (isFactReference(leaf.value)) {
		const name = factName(leaf.value.fact, leaf.value.path)
		const other = findFact(catalog, name)
		return other ? factPhrase(other, catalog, language) : name
	}
	const items = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
	const normal = items.map((item) => normalizeValue(item, definition, 'UTC'))
	const known = normal.filter((item) => item !== undefined)
	return known.length === items.length ? displayValue(known, definition, language) : JSON.stringify(leaf.value)
}

function leafPhrase(leaf: LeafCondition, phrasing: Phrasing): string {
	const { catalog, language, negated } = phrasing
	const operator = negated ? OPPOSITE[leaf.operator] : leaf.operator
	const definition = findFact(catalog, factName(leaf.fact, leaf.path))
	if (!definition) return `${leaf.fact} ${leaf.path} ${operator} ${JSON.stringify(leaf.value)}`
	if (definition.statement && typeof leaf.value === 'boolean') {
		return definition.statement[leaf.value === (operator === 'equal') ? 'true' : 'false'][language]
	}
	const subject = factPhrase(definition, catalog, language)
	const phrase = takesList(operator)
		? LIST_PHRASES[operator === 'in' ? 'in' : 'notIn'][language]
		: operatorPhrase(operator, definition.type)[language]
	const value = valuePhrase(leaf, definition, phrasing)
	return language === 'en' ? `${subject} ${phrase} ${value}` : `${subject}${phrase}${spaced(value)}`
}

/** Chinese type sets a space between a character and a Latin letter or digit. */
const spaced = (text: string): string => (/^[\dA-Za-z<>-]/.test(text) ? ` ${text}` : text)

function groupPhrase(children: readonly Condition[], isConjunction: boolean, phrasing: Phrasing): string {
	const { language } = phrasing
	const parts = children.map((child) => phrase(child, { ...phrasing, nested: children.length > 1 }))
	if (parts.length === 1) return parts[0] ?? ''
	const word = isConjunction ? { en: 'and', 'zh-CN': '且' } : { en: 'or', 'zh-CN': '或' }
	const joined =
		language === 'en'
			? `${parts.slice(0, -1).join(', ')}${parts.length > 2 ? ',' : ''} ${word.en} ${parts.at(-1) ?? ''}`
			: parts.join(`，${word['zh-CN']}`)
	if (!phrasing.nested) return joined
	return language === 'en' ? `(${joined})` : `（${joined}）`
}

function sharedPhrase(name: string, phrasing: Phrasing): string {
	const { language, negated, shared } = phrasing
	const condition = shared?.[name]
	const title = condition && 'title' in condition ? condition.title?.[language] : undefined
	// One level is written out; deeper ones stand by name, so that a draft with a cycle still has a sentence.
	if (condition && title === undefined && !phrasing.withinShared)
		return phrase(condition, { ...phrasing, withinShared: true })
	const quoted = `“${title ?? name}”`
	if (language === 'en') return negated ? `${quoted} does not hold` : `${quoted} holds`
	return negated ? `不满足${quoted}` : `满足${quoted}`
}

function phrase(condition: Condition, phrasing: Phrasing): string {
	if (isLeaf(condition)) return leafPhrase(condition, phrasing)
	// De Morgan: "not (A and B)" reads better as "not A or not B".
	if (isAll(condition)) return groupPhrase(condition.all, !phrasing.negated, phrasing)
	if (isAny(condition)) return groupPhrase(condition.any, phrasing.negated, phrasing)
	if (isNot(condition)) return phrase(condition.not, { ...phrasing, negated: !phrasing.negated })
	return sharedPhrase(condition.condition, phrasing)
}

/**
 * A condition in words, without capital and full stop, so that it fits into a longer sentence. Facts that the catalogue
 * does not know stand as they are written. With `negated`, what must hold for the condition not to.
 */
export const conditionSentence = (condition: Condition, context: SentenceContext, negated = false): LocalizedText =>
	inEachLanguage((language) => phrase(condition, { ...context, language, negated, nested: false }))

const OUTCOME_NAMES: Readonly<Record<string, LocalizedText>> = {
	pass: { en: 'Pass', 'zh-CN': '通过' },
	warn: { en: 'Warn', 'zh-CN': '警告' },
	block: { en: 'Block', 'zh-CN': '阻止' },
	hold: { en: 'Hold', 'zh-CN': '冻结' },
	deviation: { en: 'Open a deviation', 'zh-CN': '开立偏差' },
	approved: { en: 'Approved', 'zh-CN': '合格' },
	conditional: { en: 'Conditional', 'zh-CN': '有条件' },
	blocked: { en: 'Blocked', 'zh-CN': '停用' },
	narrow: { en: 'Narrow scope', 'zh-CN': '小范围' },
	broad: { en: 'Broad scope', 'zh-CN': '大范围' },
	out: { en: 'Out of scope', 'zh-CN': '范围外' },
	none: { en: 'Nobody', 'zh-CN': '不通知' },
	notify: { en: 'Notify', 'zh-CN': '通知' },
	escalate: { en: 'Escalate', 'zh-CN': '上报' },
	complete: { en: 'Complete', 'zh-CN': '完整' },
	incomplete: { en: 'Incomplete', 'zh-CN': '不完整' },
	unknown: { en: 'Unknown', 'zh-CN': '未知' },
}

/** An outcome as people read it; one that has no word of its own stands for itself. */
export const outcomeName = (outcome: string): LocalizedText =>
	OUTCOME_NAMES[outcome] ?? { en: outcome.replaceAll('_', ' '), 'zh-CN': outcome.replaceAll('_', ' ') }

/** A whole rule in words: "Block when the lot’s remaining shelf life is less than 90 days." */
export function ruleSentence(rule: Rule, context: SentenceContext): LocalizedText {
	const when = conditionSentence(rule.conditions, context)
	const then = outcomeName(rule.event.type)
	const space = /[\w%]$/.test(when['zh-CN']) ? ' ' : ''
	return { en: `${then.en} when ${when.en}.`, 'zh-CN': `当${when['zh-CN']}${space}时，${then['zh-CN']}。` }
}

/** A rule's name for people: its title, otherwise its key in words. */
export const ruleTitle = (rule: Rule): LocalizedText =>
	rule.title ?? { en: rule.key.replaceAll('_', ' '), 'zh-CN': rule.key.replaceAll('_', ' ') }
