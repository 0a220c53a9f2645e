import type { LocalizedText } from '#app/core/localized.ts'
import { type FactCatalog, type FactDefinition, factsOf } from '../fact-catalog.model.ts'
import { wordsOf } from './rule-commands.ts'

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/** A fact that a test gives, with its value; `null` says that it is not known. */
export type GivenFact = { fact: FactDefinition; value: unknown }

const factAt = (facts: unknown, name: string): unknown =>
	name
		.split('.')
		.reduce<unknown>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), facts)

/** The facts of the catalogue that a test gives, in the catalogue's order. */
export const givenFacts = (facts: unknown, catalog: FactCatalog): GivenFact[] =>
	factsOf(catalog).flatMap((fact) => {
		const value = factAt(facts, fact.name)
		return value === undefined ? [] : [{ fact, value }]
	})

function names(value: unknown, name: string, known: ReadonlySet<string>): string[] {
	if (known.has(name) || !isObject(value)) return name === '' ? [] : [name]
	return Object.entries(value).flatMap(([key, inner]) => names(inner, name ? `${name}.${key}` : key, known))
}

/** Names a test gives that the catalogue does not know: they are shown, and only taken away by hand. */
export function unknownFacts(facts: unknown, catalog: FactCatalog): string[] {
	const known = new Set(factsOf(catalog).map((fact) => fact.name))
	const groups = new Set(catalog.groups.map((group) => group.fact))
	return names(facts, '', known).filter((name) => !known.has(name) && !groups.has(name))
}

/** The facts with one of them changed; `undefined` takes it away. Empty groups go with their last fact. */
export function withFact(facts: unknown, name: string, value: unknown): Fields {
	const [key = '', ...rest] = name.split('.')
	const fields = isObject(facts) ? facts : {}
	const next = rest.length === 0 ? value : withFact(fields[key], rest.join('.'), value)
	const isGone = next === undefined || (rest.length > 0 && isObject(next) && Object.keys(next).length === 0)
	if (!isGone) return { ...fields, [key]: next }
	return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== key))
}

/** A test's name in both languages, however it is written. */
export function testName(test: unknown, index: number): LocalizedText {
	const name = isObject(test) ? test.name : undefined
	if (typeof name === 'string') return { en: name, 'zh-CN': name }
	return wordsOf(name) ?? { en: `Test ${index + 1}`, 'zh-CN': `测试 ${index + 1}` }
}

/** A new test, to be filled in. */
export const newTest = (number: number, outcome: string): Fields => ({
	name: { en: `Test ${number}`, 'zh-CN': `测试 ${number}` },
	facts: {},
	expect: { outcome },
})
