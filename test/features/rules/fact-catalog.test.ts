import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { PATH_PATTERN } from '#app/features/rules/condition.schema.ts'
import {
	extendCatalog,
	type FactDefinition,
	factName,
	factsOf,
	findFact,
	SUBJECTS,
} from '#app/features/rules/fact-catalog.model.ts'
import { normalizeValue } from '#app/features/rules/fact-value.ts'

const facts = SUBJECTS.flatMap((subject) => factsOf(DEFAULT_CATALOGS[subject]).map((fact) => ({ subject, fact })))

test('every fact has a path that rules can write, and a name that follows from it', () => {
	for (const { fact } of facts) {
		expect(fact.path).toMatch(PATH_PATTERN)
		expect(factName(fact.fact, fact.path)).toBe(fact.name)
	}
})

test('every fact reads differently in Chinese, which holds no English words', () => {
	for (const { fact } of facts) {
		const texts = [fact.label, fact.noun, fact.statement?.true, fact.statement?.false]
		for (const text of texts.filter((t) => t !== undefined)) {
			expect(text.en, fact.name).not.toMatch(/[\u4e00-\u9fff]/)
			expect(text['zh-CN'], fact.name).toMatch(/[\u4e00-\u9fff]/)
			expect(text['zh-CN'], fact.name).not.toMatch(/[A-Za-z]{3}/)
		}
	}
})

test('the example of every fact is of its type', () => {
	for (const { fact } of facts) expect(normalizeValue(fact.example, fact, 'UTC'), fact.name).toBeDefined()
})

test('a derived fact follows from facts of the same catalogue that are not derived themselves', () => {
	for (const { subject, fact } of facts) {
		const derivation = fact.derivation
		if (!derivation || derivation.kind === 'today') continue
		const sources = [derivation.of, ...('against' in derivation ? [derivation.against] : [])]
		for (const source of sources) {
			const definition = findFact(DEFAULT_CATALOGS[subject], source)
			expect(definition, `${fact.name} from ${source}`).toBeDefined()
			expect(definition?.derivation).toBeUndefined()
		}
	}
})

test('a yes or no can be said both ways, and an enumeration has values', () => {
	for (const { fact } of facts) {
		if (fact.type === 'boolean') expect(fact.statement, fact.name).toBeDefined()
		if (fact.type === 'enum') expect(fact.values?.length, fact.name).toBeGreaterThan(1)
	}
})

test('a tenant’s own facts come on top and replace built-in ones of the same name', () => {
	const heat: FactDefinition = {
		name: 'lot.attributes.melt',
		fact: 'lot',
		path: '$.attributes.melt',
		type: 'text',
		label: { en: 'Melt', 'zh-CN': '熔次' },
		example: 'M-1',
		personal: false,
	}
	const built = DEFAULT_CATALOGS.receipt_line
	const extended = extendCatalog(built, [heat, { ...heat, name: 'lot.code', path: '$.code', example: 'other' }])
	expect(findFact(extended, 'lot.attributes.melt')).toBe(heat)
	expect(findFact(extended, 'lot.code')?.example).toBe('other')
	expect(factsOf(extended)).toHaveLength(factsOf(built).length + 1)
	expect(findFact(built, 'lot.attributes.melt')).toBeUndefined()
})
