import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { compileRuleSet } from '#app/features/rules/compile-rule-set.ts'
import type { Condition } from '#app/features/rules/condition.schema.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { validateRuleSet } from '#app/features/rules/validate-rule-set.ts'
import { fact, leaf, NOW, rule, ruleSet, words } from './rule-set-factory.ts'

const held = leaf('lot.onHold', 'equal', true)
const good = ruleSet([rule({ all: [held] })], {
	outcomes: ['pass', 'block'],
	tests: [{ name: 'held', facts: { lot: { onHold: true } }, expect: { outcome: 'block' } }],
})

const problemsOf = (json: unknown) => validateRuleSet(json, DEFAULT_CATALOGS)
const found = (json: unknown) => problemsOf(json).map((p) => `${p.severity} ${p.code} ${p.path}`)

/** The problems of a set whose only rule has these conditions. */
const ofConditions = (conditions: unknown) =>
	found({ ...good, rules: [{ ...rule(held), conditions: conditions as RuleSet['rules'][number]['conditions'] }] })

const nested = (levels: number): Condition => (levels === 0 ? held : { all: [nested(levels - 1)] })

test('finds nothing wrong with a sound rule set', () => {
	expect(found(good)).toEqual([])
})

test('finds nothing wrong with the example that the documentation gives', () => {
	const example = leaf('lot.remainingShelfLifeDays', 'lessThan', fact('item.minimumShelfLifeDays'))
	const message = words(
		'Only {{lot.remainingShelfLifeDays}} left, {{item.minimumShelfLifeDays}} needed',
		'仅剩 {{lot.remainingShelfLifeDays}}，需要 {{item.minimumShelfLifeDays}}',
	)
	const rules = [rule(example, { event: { type: 'block', params: { message } } })]
	expect(found({ ...good, rules })).toEqual([])
})

test.each([
	['no object at all', null, 'error wrong-type '],
	['a list', [], 'error wrong-type '],
	['another schema version', { ...good, schema: 'rule-set/2' }, 'error invalid-value /schema'],
	['an unknown subject', { ...good, subject: 'moon' }, 'error invalid-value /subject'],
	['an unknown field', { ...good, colour: 'red' }, 'error unknown-key /colour'],
	['no title', { ...good, title: undefined }, 'error missing-key /title'],
	['a title in one language', { ...good, title: { en: 'Only' } }, 'error missing-key /title/zh-CN'],
	['a third language', { ...good, title: { ...words('a'), fr: 'b' } }, 'error unknown-key /title/fr'],
	['an unknown hit policy', { ...good, hitPolicy: 'any' }, 'error invalid-value /hitPolicy'],
	['no rules', { ...good, rules: [] }, 'error too-short /rules'],
	['a key with capitals', { ...good, key: 'Some-Key' }, 'error invalid-format /key'],
])('points at %s', (_what, json, problem) => {
	expect(found(json)).toContain(problem)
})

test.each([
	['an empty all', { all: [] }, 'error empty-group /rules/0/conditions/all'],
	['an empty any', { any: [] }, 'error empty-group /rules/0/conditions/any'],
	[
		'an empty group deep inside',
		{ all: [held, { any: [{ not: { all: [] } }] }] },
		'error empty-group /rules/0/conditions/all/1/any/0/not/all',
	],
	['a comparison where a group is needed', held, 'error group-needed /rules/0/conditions'],
	['two groups in one', { all: [held], any: [held] }, 'error unknown-key /rules/0/conditions/any'],
	['a list in not', { not: [held] }, 'error wrong-type /rules/0/conditions/not'],
	[
		'an unknown operator',
		{ all: [{ ...held, operator: 'matches' }] },
		'error unknown-operator /rules/0/conditions/all/0/operator',
	],
	['a missing value', { all: [{ ...held, value: undefined }] }, 'error missing-key /rules/0/conditions/all/0/value'],
	['a null value', { all: [{ ...held, value: null }] }, 'error wrong-type /rules/0/conditions/all/0/value'],
	[
		'parameters for a fact',
		{ all: [{ ...held, params: { x: 1 } }] },
		'error unknown-key /rules/0/conditions/all/0/params',
	],
	['a filter path', { all: [{ ...held, path: '$.a[?(@.b)]' }] }, 'error invalid-path /rules/0/conditions/all/0/path'],
	['a recursive path', { all: [{ ...held, path: '$..onHold' }] }, 'error invalid-path /rules/0/conditions/all/0/path'],
	[
		'a filter path in a value',
		{ all: [leaf('lot.code', 'equal', { fact: 'item', path: '$[0]' })] },
		'error invalid-path /rules/0/conditions/all/0/value/path',
	],
])('points at %s', (_what, conditions, problem) => {
	expect(ofConditions(conditions)).toContain(problem)
})

test.each(['__proto__', 'constructor', 'prototype'])('refuses %s as a key anywhere', (key) => {
	const json = JSON.parse(`{"rules": [{"conditions": {"all": [{"${key}": 1}]}}]}`)
	expect(found(json)).toEqual([`error forbidden-key /rules/0/conditions/all/0/${key}`])
	expect(found({ ...good, conditions: JSON.parse(`{"${key}": {"all": []}}`) })).toEqual([
		`error forbidden-key /conditions/${key}`,
	])
})

test('escapes names in pointers', () => {
	expect(found({ ...good, 'a/b~c': 1 })).toEqual(['error unknown-key /a~1b~0c'])
})

test('allows 8 groups inside each other and refuses 9', () => {
	expect(ofConditions(nested(8))).toEqual([])
	expect(ofConditions(nested(9))).toEqual(['error depth-exceeded /rules/0/conditions'])
})

test('counts depth through shared conditions', () => {
	const shared = { inner: { all: [nested(5)] } } as NonNullable<RuleSet['conditions']>
	const uses = (levels: number): Condition => (levels === 0 ? { condition: 'inner' } : { all: [uses(levels - 1)] })
	expect(found({ ...good, conditions: shared, rules: [rule(uses(2))] })).toEqual([])
	expect(found({ ...good, conditions: shared, rules: [rule(uses(3))] })).toEqual([
		'error depth-exceeded /rules/0/conditions',
	])
})

test('allows 200 conditions and refuses 201', () => {
	expect(ofConditions({ all: Array.from({ length: 200 }, () => held) })).toEqual([])
	expect(ofConditions({ all: Array.from({ length: 201 }, () => held) })).toEqual(['error too-many-leaves /rules'])
})

test('allows 200 rules and refuses 201', () => {
	const rules = (count: number) => Array.from({ length: count }, (_, i) => rule(held, { key: `r${i}` }))
	expect(found({ ...good, rules: rules(200) })).toEqual([])
	expect(found({ ...good, rules: rules(201) })).toEqual(['error too-many-rules /rules'])
})

test('bounds conditions with the shared ones written out', () => {
	const ten = (name: string) => ({ any: Array.from({ length: 10 }, () => ({ condition: name })) })
	const conditions = { a: { all: [held] }, b: ten('a'), c: ten('b'), d: ten('c') }
	const rules = (name: string) => [rule({ condition: name })]
	expect(found({ ...good, conditions, rules: rules('d') })).toEqual(['error shared-conditions-too-large /rules'])
	expect(
		found({ ...good, conditions: { a: conditions.a, b: conditions.b, c: conditions.c }, rules: rules('c') }),
	).toEqual([])
})

test('answers where shared conditions double forty times over, which nobody could unfold', () => {
	const entries = Array.from({ length: 40 }, (_, i) => [
		`c${i}`,
		i === 0 ? { all: [held] } : { any: [{ condition: `c${i - 1}` }, { condition: `c${i - 1}` }] },
	])
	expect(found({ ...good, conditions: Object.fromEntries(entries), rules: [rule({ condition: 'c39' })] })).toContain(
		'error shared-conditions-too-large /rules',
	)
})

test('finds shared conditions that refer to themselves, also by a detour', () => {
	const itself = { a: { all: [{ condition: 'a' }] } }
	expect(found({ ...good, conditions: itself, rules: [rule({ condition: 'a' })] })).toContain(
		'error shared-condition-cycle /conditions/a',
	)
	const detour = { a: { all: [{ condition: 'b' }] }, b: { not: { condition: 'c' } }, c: { condition: 'a' } }
	expect(found({ ...good, conditions: detour }).filter((p) => p.includes('cycle'))).toHaveLength(3)
})

test('finds shared conditions that do not exist, or that nobody uses', () => {
	expect(ofConditions({ all: [{ condition: 'nowhere' }] })).toEqual([
		'error unknown-shared-condition /rules/0/conditions/all/0/condition',
	])
	expect(found({ ...good, conditions: { idle: { all: [held] } } })).toEqual([
		'warning unused-shared-condition /conditions/idle',
	])
})

test.each([
	['an unknown fact', leaf('moon.phase', 'equal', 1), 'error unknown-fact /rules/0/conditions/all/0/fact'],
	['an unknown path', leaf('lot.colour', 'equal', 'red'), 'error unknown-fact-path /rules/0/conditions/all/0/path'],
	[
		'a fact of another subject',
		leaf('customer.active', 'equal', true),
		'error unknown-fact /rules/0/conditions/all/0/fact',
	],
	[
		'an unknown fact as value',
		leaf('lot.code', 'equal', fact('lot.nothing')),
		'error unknown-fact-path /rules/0/conditions/all/0/value/path',
	],
	[
		'a number as text',
		leaf('item.shelfLifeDays', 'lessThan', '90'),
		'error value-type-mismatch /rules/0/conditions/all/0/value',
	],
	['a text as number', leaf('lot.code', 'equal', 7), 'error value-type-mismatch /rules/0/conditions/all/0/value'],
	[
		'half a whole number',
		leaf('item.shelfLifeDays', 'equal', 1.5),
		'error value-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'a boolean as text',
		leaf('lot.onHold', 'equal', 'true'),
		'error value-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'a day that does not exist',
		leaf('lot.expiresOn', 'lessThan', '2026-02-30'),
		'error value-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'a quantity without unit',
		leaf('lot.onHand', 'lessThan', 5),
		'error value-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'less than for text',
		leaf('lot.code', 'lessThan', 'b'),
		'error operator-not-for-type /rules/0/conditions/all/0/operator',
	],
	[
		'less than for yes or no',
		leaf('lot.onHold', 'lessThan', true),
		'error operator-not-for-type /rules/0/conditions/all/0/operator',
	],
	['"in" on a text', leaf('lot.code', 'in', 'abc'), 'error list-needed /rules/0/conditions/all/0/value'],
	[
		'"in" on a fact',
		leaf('lot.code', 'in', fact('lot.supplierLot')),
		'error list-needed /rules/0/conditions/all/0/value',
	],
	['"equal" to a list', leaf('lot.code', 'equal', ['a']), 'error single-value-needed /rules/0/conditions/all/0/value'],
	[
		'a wrong item in a list',
		leaf('item.shelfLifeDays', 'in', [30, '60']),
		'error value-type-mismatch /rules/0/conditions/all/0/value/1',
	],
	[
		'an item twice in a list',
		leaf('item.shelfLifeDays', 'in', [30, 30]),
		'warning duplicate-list-value /rules/0/conditions/all/0/value/1',
	],
	[
		'an unknown enumeration value',
		leaf('lot.category', 'equal', 'finished'),
		'error unknown-enum-value /rules/0/conditions/all/0/value',
	],
	[
		'an unusual value of an extendable one',
		leaf('lot.status', 'in', ['released', 'on_moon']),
		'warning unlisted-enum-value /rules/0/conditions/all/0/value/1',
	],
	[
		'facts of two types',
		leaf('lot.code', 'equal', fact('lot.expiresOn')),
		'error fact-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'days against percent',
		leaf('item.shelfLifeDays', 'lessThan', fact('supplier.scorePercent')),
		'error unit-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'enumerations with nothing in common',
		leaf('lot.category', 'equal', fact('certificate.kind')),
		'error fact-type-mismatch /rules/0/conditions/all/0/value',
	],
	[
		'a fact against itself',
		leaf('lot.code', 'equal', fact('lot.code')),
		'warning compared-with-itself /rules/0/conditions/all/0/value',
	],
])('finds %s', (_what, condition, problem) => {
	expect(ofConditions({ all: [condition] })).toEqual([problem])
})

test('checks shared conditions like any other', () => {
	const conditions = { odd: { any: [leaf('lot.code', 'equal', 7)] } }
	expect(found({ ...good, conditions, rules: [rule({ condition: 'odd' })] })).toEqual([
		'error value-type-mismatch /conditions/odd/any/0/value',
	])
})

test('checks outcomes and keys', () => {
	expect(found({ ...good, rules: [rule(held, { event: { type: 'stop' } })] })).toEqual([
		'warning unused-outcome /outcomes/1',
		'error unknown-outcome /rules/0/event/type',
		'warning no-message /rules/0/event',
	])
	expect(found({ ...good, rules: [rule(held), rule(held)] })).toEqual(['error duplicate-rule-key /rules/1/key'])
	expect(found({ ...good, outcomes: ['pass', 'block', 'pass'] })).toContain('error duplicate-outcome /outcomes/2')
})

test.each(['error', 'failure', 'success', 'unknown'])('refuses %s as an outcome', (word) => {
	const rules = [rule(held, { event: { type: word, params: { message: words('a') } } })]
	const json = { ...good, outcomes: ['pass', word], rules, tests: undefined }
	expect(found(json)).toContain('error reserved-outcome /outcomes/1')
})

test('checks the variables of messages and checks', () => {
	const message = words('{{lot.code}} {{lot.nothing}} {{open', '{{lot.code}}')
	const named = { ...leaf('item.shelfLifeDays', 'lessThan', 30), name: 'days' }
	const check = { label: words('x'), expected: words('{{threshold.days}}'), actual: fact('lot.moon') }
	const rules = [rule({ all: [named] }, { event: { type: 'block', params: { message } }, check })]
	expect(found({ ...good, rules })).toEqual([
		'error broken-template /rules/0/event/params/message/en',
		'error unknown-template-variable /rules/0/event/params/message/en',
		'warning template-variables-differ /rules/0/event/params/message',
		'error unknown-template-variable /rules/0/check/actual',
	])
	const typo = { ...check, expected: words('{{threshold.day}}'), actual: undefined }
	expect(found({ ...good, rules: [rule({ all: [named] }, { check: typo })] })).toEqual([
		'error unknown-template-variable /rules/0/check/expected/en',
		'error unknown-template-variable /rules/0/check/expected/zh-CN',
	])
	expect(found({ ...good, rules: [rule({ all: [named, named] })] })).toEqual([
		'error duplicate-condition-name /rules/0/conditions',
	])
})

test('lets a message quote a value of a shared condition', () => {
	const conditions = { short: { all: [{ ...leaf('item.shelfLifeDays', 'lessThan', 30), name: 'days' }] } }
	const event = { type: 'block', params: { message: words('{{threshold.days}}') } }
	expect(found({ ...good, conditions, rules: [rule({ condition: 'short' }, { event })] })).toEqual([])
})

test('checks the saved tests', () => {
	expect(found({ ...good, tests: [] })).toEqual(['warning no-tests /tests'])
	const tests = [
		{ name: 'a', facts: { lot: { onHold: 'yes', moon: 1 }, sun: { up: true } }, expect: { outcome: 'stop' } },
		{
			name: 'a',
			facts: { lot: { onHand: { value: '1', unit: 'KGM' }, code: null } },
			expect: { outcome: 'unknown', rules: { no_rule: 'pass' } },
		},
	]
	expect(found({ ...good, tests })).toEqual([
		'error invalid-test-fact /tests/0/facts/lot/onHold',
		'error unknown-test-fact /tests/0/facts/lot/moon',
		'error unknown-test-fact /tests/0/facts/sun/up',
		'error unknown-outcome /tests/0/expect/outcome',
		'error duplicate-test-name /tests/1/name',
		'error unknown-rule /tests/1/expect/rules/no_rule',
	])
})

test('every message is there in both languages with its words filled in', () => {
	const bad = { ...good, rules: [rule({ all: [leaf('item.shelfLifeDays', 'lessThan', '90')] })] }
	expect(problemsOf(bad)[0]?.message).toEqual({
		en: '“Shelf life” is a whole number; it cannot be compared with "90".',
		'zh-CN': '“保质期”是整数，不能与 "90" 比较。',
	})
})

test('takes anything without throwing', () => {
	const odd = [
		undefined,
		1,
		'x',
		Number.NaN,
		new Date(),
		{ rules: [null] },
		{ ...good, rules: [{ conditions: { not: 1 } }] },
	]
	for (const json of odd) expect(problemsOf(json).length).toBeGreaterThan(0)
})

test('whatever is put anywhere into a shipped set, the answer is a list, and what it lets through evaluates', async () => {
	const shippedSet: unknown = JSON.parse(readFileSync('rules/receiving_match.json', 'utf8'))
	const places = placesOf(shippedSet, [])
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), async (place, value) => {
			const changed = replaceAt(shippedSet, place, value)
			const errors = problemsOf(changed).filter((problem) => problem.severity === 'error')
			for (const problem of errors) expect(problem.path).toMatch(/^(\/.*)?$/)
			const compiled = compileRuleSet(changed, { version: 1, catalogs: DEFAULT_CATALOGS })
			expect(compiled.ok).toBe(errors.length === 0)
			if (compiled.ok) await evaluate(compiled.value, { lot: { onHold: true } }, { now: NOW })
		}),
		{ numRuns: 600 },
	)
})

type Place = readonly (string | number)[]

function placesOf(json: unknown, at: Place): Place[] {
	if (typeof json !== 'object' || json === null) return [at]
	const keys = Array.isArray(json) ? json.map((_, index) => index) : Object.keys(json)
	return [at, ...keys.flatMap((key) => placesOf((json as Record<string | number, unknown>)[key], [...at, key]))]
}

function replaceAt(json: unknown, [key, ...rest]: Place, value: unknown): unknown {
	if (key === undefined) return value
	const inner = replaceAt((json as Record<string | number, unknown>)[key], rest, value)
	return Array.isArray(json) ? json.with(Number(key), inner) : { ...(json as object), [key]: inner }
}
