import { type FactCatalog, factsOf } from './fact-catalog.model.ts'
import { TYPE_NAMES } from './fact-type-names.model.ts'
import { normalizeValue } from './fact-value.ts'
import { type Problem, pointerStep, problem } from './problem.model.ts'
import { resolvePath } from './resolve-path.ts'
import type { RuleSet, TestCase } from './rule-set.schema.ts'

const nameOf = (test: TestCase): string => (typeof test.name === 'string' ? test.name : test.name.en)

/** Names of the values a test gives, `lot.expiresOn`; quantities count as one value. */
function givenNames(value: unknown, name: string, known: ReadonlySet<string>): string[] {
	if (known.has(name) || typeof value !== 'object' || value === null) return [name]
	return Object.entries(value).flatMap(([key, inner]) => givenNames(inner, name ? `${name}.${key}` : key, known))
}

const placeOf = (name: string): string => name.split('.').map(pointerStep).join('')

function factProblems(test: TestCase, catalog: FactCatalog, at: string): Problem[] {
	const definitions = new Map(factsOf(catalog).map((definition) => [definition.name, definition]))
	const groups = new Set(catalog.groups.map((group) => group.fact))
	const given = givenNames(test.facts, '', new Set(definitions.keys())).filter((name) => name && !groups.has(name))
	return given.flatMap((name) => {
		const place = `${at}/facts${placeOf(name)}`
		const definition = definitions.get(name)
		if (!definition) return [problem('unknown-test-fact', place, name, catalog.label)]
		const value = resolvePath(test.facts, `$.${name}`)
		if (value === null || normalizeValue(value, definition, 'UTC') !== undefined) return []
		return [problem('invalid-test-fact', place, definition.label, TYPE_NAMES[definition.type], JSON.stringify(value))]
	})
}

function expectationProblems(test: TestCase, ruleSet: RuleSet, at: string): Problem[] {
	const outcomes = [...ruleSet.outcomes, 'unknown']
	const keys = new Set(ruleSet.rules.map((rule) => rule.key))
	return [
		...(outcomes.includes(test.expect.outcome)
			? []
			: [problem('unknown-outcome', `${at}/expect/outcome`, test.expect.outcome, outcomes.join(', '))]),
		...Object.keys(test.expect.rules ?? {})
			.filter((key) => !keys.has(key))
			.map((key) => problem('unknown-rule', `${at}/expect/rules${pointerStep(key)}`, key)),
	]
}

/**
 * Checks the saved tests: their facts are of the catalogue and of their type, what they expect exists.
 * Codes: `no-tests`, `duplicate-test-name`, `unknown-test-fact`, `invalid-test-fact`, `unknown-outcome`, `unknown-rule`.
 */
export function testProblems(ruleSet: RuleSet, catalog: FactCatalog): Problem[] {
	const tests = ruleSet.tests ?? []
	if (tests.length === 0) return [problem('no-tests', '/tests')]
	const names = tests.map(nameOf)
	return tests.flatMap((test, index) => {
		const at = `/tests/${index}`
		const isRepeated = names.indexOf(nameOf(test)) < index
		return [
			...(isRepeated ? [problem('duplicate-test-name', `${at}/name`, nameOf(test))] : []),
			...factProblems(test, catalog, at),
			...expectationProblems(test, ruleSet, at),
		]
	})
}
