import { LANGUAGES, type LocalizedText } from '#app/core/localized.ts'
import { type Condition, isLeaf, isShared } from './condition.schema.ts'
import { type FactCatalog, factName, findFact } from './fact-catalog.model.ts'
import { type Problem, problem } from './problem.model.ts'
import type { Rule, RuleSet } from './rule-set.schema.ts'
import { RESERVED_OUTCOMES, THRESHOLD_VARIABLE } from './rule-set-limits.model.ts'
import { isBrokenTemplate, templateVariables } from './template.ts'
import { conditionsWithin } from './walk-conditions.ts'

const repeated = <T>(items: readonly T[]): number[] =>
	items.flatMap((item, index) => (items.indexOf(item) < index ? [index] : []))

/**
 * Checks outcomes and rule keys.
 * Codes: `duplicate-outcome`, `reserved-outcome`, `unused-outcome`, `unknown-outcome`, `duplicate-rule-key`.
 */
export function outcomeProblems(ruleSet: RuleSet): Problem[] {
	const { outcomes, rules } = ruleSet
	const keys = rules.map((rule) => rule.key)
	return [
		...repeated(outcomes).map((i) => problem('duplicate-outcome', `/outcomes/${i}`, outcomes[i] ?? '')),
		...outcomes.flatMap((outcome, i) => [
			...(RESERVED_OUTCOMES.includes(outcome) ? [problem('reserved-outcome', `/outcomes/${i}`, outcome)] : []),
			...(i > 0 && !rules.some((rule) => rule.event.type === outcome)
				? [problem('unused-outcome', `/outcomes/${i}`, outcome)]
				: []),
		]),
		...rules.flatMap(({ event }, i) =>
			outcomes.includes(event.type)
				? []
				: [problem('unknown-outcome', `/rules/${i}/event/type`, event.type, outcomes.join(', '))],
		),
		...repeated(keys).map((i) => problem('duplicate-rule-key', `/rules/${i}/key`, keys[i] ?? '')),
	]
}

/** The condition names a rule may quote: its own and those of the shared conditions it uses, each looked at once. */
function namesOf(condition: Condition, ruleSet: RuleSet, seen = new Set<string>()): string[] {
	return conditionsWithin(condition, '').flatMap(({ condition: part }) => {
		if (isLeaf(part)) return part.name ? [part.name] : []
		if (!isShared(part) || seen.has(part.condition)) return []
		seen.add(part.condition)
		const target = ruleSet.conditions?.[part.condition]
		return target ? namesOf(target, ruleSet, seen) : []
	})
}

function templateProblems(text: LocalizedText, names: readonly string[], catalog: FactCatalog, at: string): Problem[] {
	const isKnown = (variable: string) => {
		const [first, name] = variable.split('.')
		return first === THRESHOLD_VARIABLE ? names.includes(name ?? '') : findFact(catalog, variable) !== undefined
	}
	const problems = LANGUAGES.flatMap((language) => [
		...(isBrokenTemplate(text[language]) ? [problem('broken-template', `${at}/${language}`)] : []),
		...templateVariables(text[language])
			.filter((variable) => !isKnown(variable))
			.map((variable) => problem('unknown-template-variable', `${at}/${language}`, variable)),
	])
	const used = LANGUAGES.map((language) => templateVariables(text[language]))
	const different = [...new Set(used.flat())].filter((variable) => !used.every((list) => list.includes(variable)))
	return different.length > 0 ? [...problems, problem('template-variables-differ', at, different.join(', '))] : problems
}

function shownProblems(rule: Rule, names: readonly string[], catalog: FactCatalog, at: string): Problem[] {
	const message = rule.event.params?.message
	const texts = [
		{ text: message, at: `${at}/event/params/message` },
		{ text: rule.check?.expected, at: `${at}/check/expected` },
		{ text: rule.check?.actual, at: `${at}/check/actual` },
	]
	const problems = texts.flatMap(({ text, at: place }) => {
		if (!text) return []
		if (!('fact' in text)) return templateProblems(text, names, catalog, place)
		const name = factName(text.fact, text.path)
		return findFact(catalog, name) ? [] : [problem('unknown-template-variable', place, name)]
	})
	return message ? problems : [problem('no-message', `${at}/event`), ...problems]
}

/**
 * Checks what a rule says: variables known, in both languages alike; names of conditions unique.
 * Codes: `broken-template`, `unknown-template-variable`, `template-variables-differ`, `no-message`,
 * `duplicate-condition-name`.
 */
export function wordingProblems(ruleSet: RuleSet, catalog: FactCatalog): Problem[] {
	return ruleSet.rules.flatMap((rule, index) => {
		const names = namesOf(rule.conditions, ruleSet)
		const doubled = [...new Set(repeated(names).map((i) => names[i] ?? ''))]
		return [
			...doubled.map((name) => problem('duplicate-condition-name', `/rules/${index}/conditions`, name)),
			...shownProblems(rule, names, catalog, `/rules/${index}`),
		]
	})
}
