import fc from 'fast-check'
import { Engine, type TopLevelCondition } from 'json-rules-engine'
import { expect, test } from 'vitest'
import type { Condition, LeafCondition } from '#app/features/rules/condition.schema.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { conjunction, disjunction, negate, type Truth } from '#app/features/rules/truth.ts'
import { factsArbitrary, KINDS, type Known, NAMES, setArbitrary, treeOf, type Value } from './rule-set-arbitrary.ts'
import { compiled, NOW } from './rule-set-factory.ts'

const RUNS = 2_000

/** An interpreter of its own, written from the description alone. */
function meaning(condition: Condition, known: Known, set: RuleSet): Truth {
	if ('condition' in condition) {
		const target = set.conditions?.[condition.condition]
		return target ? meaning(target, known, set) : 'unknown'
	}
	if ('all' in condition) return conjunction(condition.all.map((part) => meaning(part, known, set)))
	if ('any' in condition) return disjunction(condition.any.map((part) => meaning(part, known, set)))
	if ('not' in condition) return negate(meaning(condition.not, known, set))
	const actual = known.get(condition.fact + condition.path.slice(1))
	const value = condition.value as Value | Value[] | { fact: string; path: string }
	const expected = typeof value === 'object' && 'fact' in value ? known.get(value.fact + value.path.slice(1)) : value
	if (actual === undefined || expected === undefined) return 'unknown'
	const tests: Record<LeafCondition['operator'], () => boolean> = {
		equal: () => actual === expected,
		notEqual: () => actual !== expected,
		lessThan: () => actual < expected,
		lessThanInclusive: () => actual <= expected,
		greaterThan: () => actual > expected,
		greaterThanInclusive: () => actual >= expected,
		in: () => (expected as Value[]).includes(actual),
		notIn: () => !(expected as Value[]).includes(actual),
	}
	return tests[condition.operator]()
}

/** The engine as it comes out of the box, two-valued, with its own operators, paths and shared conditions. */
async function stockResults(set: RuleSet, known: Known): Promise<boolean[]> {
	const engine = new Engine()
	for (const [name, condition] of Object.entries(set.conditions ?? {}))
		engine.setCondition(name, structuredClone(condition) as TopLevelCondition)
	for (const { key, conditions } of set.rules)
		engine.addRule({ name: key, conditions: structuredClone(conditions) as TopLevelCondition, event: { type: 'hit' } })
	const { results } = await engine.run(treeOf(known))
	return set.rules.map((r) => results.some((result) => result.name === r.key))
}

const complete = (known: Known): Known =>
	new Map(
		NAMES.map((name) => {
			const kind = Object.values(KINDS).find((k) => (k.facts as readonly string[]).includes(name))
			return [name, known.get(name) ?? (kind?.values[0] as Value)]
		}),
	)

const resultsOf = async (set: RuleSet, known: Known) =>
	(await evaluate(compiled(set), treeOf(known), { now: NOW })).rules.map((r) => r.result)

test('engine and explanation give what the conditions mean, whatever is known', async () => {
	await fc.assert(
		fc.asyncProperty(setArbitrary, factsArbitrary, async (set, known) => {
			const expected = set.rules.map((r) => meaning(r.conditions, known, set))
			expect(await resultsOf(set, known)).toEqual(expected)
		}),
		{ numRuns: RUNS },
	)
}, 120_000)

test('where everything is known, the harness agrees with the engine out of the box', async () => {
	await fc.assert(
		fc.asyncProperty(setArbitrary, factsArbitrary, async (set, known) => {
			const all = complete(known)
			expect(await resultsOf(set, all)).toEqual(await stockResults(set, all))
		}),
		{ numRuns: RUNS },
	)
}, 120_000)

test('learning a fact never changes a result that was known, nor an outcome that was', async () => {
	await fc.assert(
		fc.asyncProperty(setArbitrary, factsArbitrary, fc.constantFrom(...NAMES), async (set, known, name) => {
			const version = compiled(set)
			const less = new Map([...known].filter(([key]) => key !== name))
			const before = await evaluate(version, treeOf(less), { now: NOW })
			const after = await evaluate(version, treeOf(known), { now: NOW })
			before.rules.forEach((r, i) => {
				if (r.result !== 'unknown') expect(after.rules[i]?.result).toBe(r.result)
			})
			if (before.outcome !== 'unknown') expect(after.outcome).toBe(before.outcome)
		}),
		{ numRuns: RUNS },
	)
}, 120_000)

test('an unknown always names what is missing, and nothing that is known', async () => {
	await fc.assert(
		fc.asyncProperty(setArbitrary, factsArbitrary, async (set, known) => {
			const decision = await evaluate(compiled(set), treeOf(known), { now: NOW })
			for (const r of decision.rules) {
				expect(r.missingFacts.length > 0).toBe(r.result === 'unknown')
				for (const name of r.missingFacts) expect(known.has(name)).toBe(false)
			}
			if (decision.outcome === 'unknown') expect(decision.missingFacts).not.toEqual([])
		}),
		{ numRuns: 500 },
	)
}, 120_000)
