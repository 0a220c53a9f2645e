import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { CompiledRule, CompiledRuleSet } from './compile-rule-set.ts'
import type { ExplainedNode } from './decision.model.ts'
import { displayValue, NOT_ASKED, NOT_KNOWN } from './display-value.ts'
import { explainedLeaves, factLabel, type SidesOf } from './explain.ts'
import { factName, findFact } from './fact-catalog.model.ts'
import { inEachLanguage } from './in-each-language.ts'
import type { ReadFacts } from './read-facts.ts'
import type { Check } from './rule-set.schema.ts'
import { THRESHOLD_VARIABLE } from './rule-set-limits.model.ts'
import { conditionSentence } from './sentence.ts'
import { renderTemplate, templateVariables } from './template.ts'
import type { Truth } from './truth.ts'

type Shown = NonNullable<Check['expected']>
/** A rule within one evaluation, with all that its words are made of; `isMet`: its conditions, the violation, do not hold. */
export type RuleSubject = {
	version: CompiledRuleSet
	rule: CompiledRule
	facts: ReadFacts
	sidesOf: SidesOf
	isMet: boolean
}

const PASSED: LocalizedText = { en: 'Met.', 'zh-CN': '符合要求。' }

function variableText(variable: string, { version, rule, facts, sidesOf }: RuleSubject, language: Language): string {
	const [first, name] = variable.split('.')
	const leaf = first === THRESHOLD_VARIABLE && name !== undefined ? rule.named.get(name) : undefined
	if (leaf) {
		const definition = 'reference' in leaf.expected ? leaf.expected.reference : leaf.definition
		return displayValue(sidesOf(leaf).expected, definition, language)
	}
	const definition = findFact(version.catalog, variable)
	return definition ? displayValue(facts.get(variable), definition, language) : NOT_KNOWN[language]
}

/** A bilingual template with its facts and thresholds filled in, for one evaluation. */
const renderText = (template: LocalizedText, subject: RuleSubject): LocalizedText =>
	inEachLanguage((language) =>
		renderTemplate(template[language], (variable) => variableText(variable, subject, language)),
	)

const isThreshold = (variable: string): boolean => variable.startsWith(`${THRESHOLD_VARIABLE}.`)

/** A rule that is met although nothing is known of what it would show asks for none of it, as where an order names no revision. */
const isNotAsked = (variables: readonly string[], { facts, isMet }: RuleSubject): boolean =>
	isMet &&
	variables.length > 0 &&
	variables.every((variable) => !isThreshold(variable) && facts.get(variable) === undefined)

function shownText(shown: Shown, subject: RuleSubject): LocalizedText {
	if (!('fact' in shown))
		return isNotAsked(templateVariables(shown.en), subject) ? NOT_ASKED : renderText(shown, subject)
	const variable = factName(shown.fact, shown.path)
	if (isNotAsked([variable], subject)) return NOT_ASKED
	return inEachLanguage((language) => variableText(variable, subject, language))
}

/** What must hold for a rule to pass never changes with the facts. */
const passSentences = new WeakMap<CompiledRule, LocalizedText>()

/** What a screen shows as expected: the rule's own words, otherwise what must hold for it to pass. */
export function expectedText(subject: RuleSubject): LocalizedText {
	const { rule, version } = subject
	if (rule.rule.check?.expected) return shownText(rule.rule.check.expected, subject)
	const known = passSentences.get(rule)
	if (known) return known
	const context = { catalog: version.catalog, shared: version.ruleSet.conditions }
	const sentence = conditionSentence(rule.rule.conditions, context, true)
	passSentences.set(rule, sentence)
	return sentence
}

/** What a screen shows as there: the rule's own words, otherwise each fact that was compared. */
export function actualText(subject: RuleSubject, conditions: ExplainedNode): LocalizedText {
	const shown = subject.rule.rule.check?.actual
	if (shown) return shownText(shown, subject)
	const leaves = explainedLeaves(conditions)
	const only = leaves.length === 1 ? leaves[0] : undefined
	if (only) return subject.isMet && only.actualText.en === NOT_KNOWN.en ? NOT_ASKED : only.actualText
	return inEachLanguage((language) => {
		const colon = language === 'en' ? ': ' : '：'
		const parts = leaves.map((leaf) => `${leaf.label[language]}${colon}${leaf.actualText[language]}`)
		return [...new Set(parts)].join(language === 'en' ? '; ' : '；')
	})
}

function missingMessage(missing: readonly string[], { version }: RuleSubject): LocalizedText {
	const names = (language: Language) =>
		missing.map((name) => {
			const definition = findFact(version.catalog, name)
			return definition ? factLabel(definition, version.catalog)[language] : name
		})
	return {
		en: `Cannot be judged yet. Not known: ${names('en').join(', ')}. Add what is missing and check again.`,
		'zh-CN': `暂时无法判定。未知：${names('zh-CN').join('、')}。请补充后重新校验。`,
	}
}

/** Why a rule ended as it did: its own message when it holds, what is missing when that is not known. */
export function ruleMessage(result: Truth, missing: readonly string[], subject: RuleSubject): LocalizedText {
	if (result === 'unknown') return missingMessage(missing, subject)
	if (result === false) return PASSED
	const message = subject.rule.rule.event.params?.message
	if (message) return renderText(message, subject)
	const expected = expectedText(subject)
	return { en: `Not met: ${expected.en}.`, 'zh-CN': `不符合：${expected['zh-CN']}。` }
}
