import { Engine } from 'json-rules-engine'
import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import type { Condition } from '#app/features/rules/condition.schema.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { validateRuleSet } from '#app/features/rules/validate-rule-set.ts'
import { compiled, decide, decideOne, leaf, NOW, rule, ruleSet, words } from './rule-set-factory.ts'

// Each known trap of json-rules-engine twice: that it is there, so that an upgrade which removes it is noticed, and
// that the harness does not fall into it.

const codes = (json: unknown) => validateRuleSet(json, DEFAULT_CATALOGS).map((problem) => problem.code)

async function rawHolds(conditions: object, facts: Record<string, unknown> = {}): Promise<boolean> {
	const engine = new Engine([], { allowUndefinedFacts: true })
	engine.addRule({ conditions: conditions as { all: [] }, event: { type: 'raw' } })
	return (await engine.run(facts)).events.length === 1
}

function deepFreeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
	Object.freeze(value)
	for (const inner of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(inner)
	return value
}

test('trap: an empty group passes; ours is refused', async () => {
	expect(await rawHolds({ all: [] })).toBe(true)
	expect(await rawHolds({ any: [] })).toBe(true)
	for (const group of [{ all: [] }, { any: [] }]) expect(codes(ruleSet([rule(group)]))).toContain('empty-group')
})

test.each([
	['notEqual', leaf('lot.code', 'notEqual', 'A')],
	['notIn', leaf('lot.code', 'notIn', ['A', 'B'])],
	['not', { not: leaf('lot.code', 'equal', 'A') }],
] as [string, Condition][])('trap: a missing fact passes under %s; with us it is unknown', async (_name, condition) => {
	expect(await rawHolds({ all: [condition] })).toBe(true)
	const decision = await decideOne({ all: [condition] }, {})
	expect(decision).toMatchObject({ result: 'unknown', status: 'unknown', missingFacts: ['lot.code'] })
})

test('trap: two overlapping runs on one Engine lose rules; ours overlap freely', async () => {
	const engine = new Engine()
	const conditions = { all: [{ fact: 'wait', operator: 'equal', value: 1 }] }
	engine.addRule({ conditions, event: { type: 'first' }, priority: 2 })
	engine.addRule({ conditions, event: { type: 'second' }, priority: 1 })
	const slowly = (ms: number) => () => new Promise((resolve) => setTimeout(() => resolve(1), ms))
	const [, slow] = await Promise.all([engine.run({ wait: slowly(1) }), engine.run({ wait: slowly(40) })])
	expect(slow.events).toHaveLength(1)

	const version = compiled(ruleSet(['a', 'b', 'c'].map((key) => rule(leaf('lot.code', 'equal', key), { key }))))
	const inputs = Array.from({ length: 200 }, (_, i) => ({ lot: { code: 'abcd'[i % 4] } }))
	const together = await Promise.all(inputs.map((facts) => evaluate(version, facts, { now: NOW })))
	for (const [i, decision] of together.entries()) {
		expect(decision.rules).toHaveLength(3)
		expect(decision.rules.filter((r) => r.result === true).map((r) => r.key)).toEqual(i % 4 === 3 ? [] : ['abc'[i % 4]])
	}
})

test('trap: an event type "error" makes the emitter throw; ours never becomes an event type', async () => {
	const engine = new Engine()
	engine.addRule({ conditions: { all: [{ fact: 'a', operator: 'equal', value: 1 }] }, event: { type: 'error' } })
	await expect(engine.run({ a: 1 })).rejects.toThrow()

	const event = { type: 'error', params: { message: words('x') } }
	expect(
		codes(ruleSet([rule(leaf('lot.onHold', 'equal', true), { event })], { outcomes: ['pass', 'error'] })),
	).toContain('reserved-outcome')
	const version = compiled(ruleSet([rule(leaf('lot.onHold', 'equal', true))]))
	const renamed = {
		...version,
		ruleSet: { ...version.ruleSet, outcomes: ['pass', 'error'] },
		rules: version.rules.map((r) => ({ ...r, rule: { ...r.rule, event } })),
	}
	expect((await evaluate(renamed, { lot: { onHold: true } }, { now: NOW })).outcome).toBe('error')
})

test('trap: shared conditions may refer to themselves without end; ours are refused', () => {
	const conditions: RuleSet['conditions'] = { a: { all: [{ condition: 'b' }] }, b: { any: [{ condition: 'a' }] } }
	expect(codes(ruleSet([rule({ condition: 'a' })], { conditions }))).toContain('shared-condition-cycle')
})

test('trap: very deep nesting overflows the stack; ours is refused first', () => {
	let deep: object = { fact: 'lot', path: '$.onHold', operator: 'equal', value: true }
	for (let i = 0; i < 50_000; i++) deep = { all: [deep] }
	expect(() => new Engine().addRule({ conditions: deep as { all: [] }, event: { type: 'x' } })).toThrow(RangeError)
	expect(codes(ruleSet([{ ...rule(leaf('lot.onHold', 'equal', true)), conditions: deep as { all: [] } }]))).toEqual([
		'depth-exceeded',
	])
})

test('trap: the engine’s paths are JSONPath with filters; ours are names and dots', async () => {
	const filter = { fact: 'lot', path: '$.list[?(@.x==1)].y', operator: 'contains', value: 2 }
	expect(await rawHolds({ all: [filter] }, { lot: { list: [{ x: 1, y: 2 }] } })).toBe(true)
	expect(codes(ruleSet([rule({ all: [{ ...leaf('lot.onHold', 'equal', true), path: filter.path }] })]))).toEqual([
		'invalid-path',
	])
})

test('trap: "in" on a string finds parts of words; ours needs a list', async () => {
	expect(await rawHolds({ all: [{ fact: 'code', operator: 'in', value: 'rejected' }] }, { code: 'eject' })).toBe(true)
	expect(codes(ruleSet([rule(leaf('lot.code', 'in', 'rejected'))]))).toContain('list-needed')
})

test('trap: text compares as text where it looks like a number; ours compares numbers or not at all', async () => {
	expect(await rawHolds({ all: [{ fact: 'days', operator: 'lessThan', value: '9' }] }, { days: '10' })).toBe(true)
	const short = leaf('item.shelfLifeDays', 'lessThan', 9)
	expect((await decideOne(short, { item: { shelfLifeDays: '10' } })).result).toBe(false)
	expect((await decideOne(short, { item: { shelfLifeDays: '8 days' } })).result).toBe('unknown')
})

test('trap: equal compares spelling and binary fractions; ours compares amounts', async () => {
	expect(await rawHolds({ all: [{ fact: 'a', operator: 'equal', value: 0.3 }] }, { a: 0.1 + 0.2 })).toBe(false)
	const score = leaf('supplier.scorePercent', 'equal', 92.5)
	expect((await decideOne(score, { supplier: { scorePercent: '92.500' } })).result).toBe(true)
	const half = leaf('lot.onHand', 'equal', { value: '0.5', unit: 'KGM' })
	expect((await decideOne(half, { lot: { onHand: { value: '500.0', unit: 'GRM' } } })).result).toBe(true)
})

test('trap: a function given as a fact is called; ours is a value that is not of its type', async () => {
	let called = false
	const spy = () => {
		called = true
		return 'A'
	}
	expect(await rawHolds({ all: [{ fact: 'code', operator: 'equal', value: 'A' }] }, { code: spy })).toBe(true)
	called = false
	const decision = await decide(ruleSet([rule(leaf('lot.code', 'equal', 'A'))]), { lot: { code: spy } })
	expect(decision.outcome).toBe('unknown')
	expect(called).toBe(false)
})

test('trap: a path on a fact that is no object gives the fact itself; ours gives nothing', async () => {
	const condition = leaf('lot.code', 'equal', 'A')
	expect(await rawHolds({ all: [condition] }, { lot: 'A' })).toBe(true)
	expect((await decideOne(condition, { lot: 'A' })).result).toBe('unknown')
})

test('evaluation changes neither the version nor the facts', async () => {
	const version = deepFreeze(
		compiled(ruleSet([rule({ any: [leaf('lot.code', 'in', ['A']), { not: leaf('lot.onHold', 'equal', true) }] })])),
	)
	const facts = deepFreeze({ lot: { code: 'A', onHold: true } })
	expect((await evaluate(version, facts, { now: NOW })).outcome).toBe('block')
})
