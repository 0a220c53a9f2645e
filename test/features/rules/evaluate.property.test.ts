import fc from 'fast-check'
import { Engine, type TopLevelCondition } from 'json-rules-engine'
import { expect, test } from 'vitest'
import type { Condition, LeafCondition, SharedReference } from '#app/features/rules/condition.schema.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { conjunction, disjunction, negate, type Truth } from '#app/features/rules/truth.ts'
import { compiled, fact, leaf, NOW, rule, ruleSet } from './rule-set-factory.ts'

const RUNS = 2_000

// Small pools, so that facts and values often meet. Two facts of each kind, so that facts also meet each other.
const KINDS = {
	text: { facts: ['lot.code', 'lot.supplierLot'], values: ['a', 'b', ''], ordered: false },
	enum: { facts: ['lot.category', 'lot.category'], values: ['initial', 'done'], ordered: false },
	boolean: { facts: ['lot.onHold', 'lot.recalled'], values: [true, false], ordered: false },
	integer: { facts: ['item.shelfLifeDays', 'item.minimumShelfLifeDays'], values: [-1, 0, 9, 10], ordered: true },
	decimal: { facts: ['supplier.scorePercent', 'supplier.rejectedLotPercent'], values: [0.1, 0.3, 9.5], ordered: true },
	date: {
		facts: ['certificate.issuedOn', 'supplierItem.validUntil'],
		values: ['2026-01-31', '2026-02-01'],
		ordered: true,
	},
} as const
const NAMES = [...new Set(Object.values(KINDS).flatMap((kind) => kind.facts))]

type Value = string | number | boolean
type Known = ReadonlyMap<string, Value>

const EQUALITY = ['equal', 'notEqual'] as const
const ORDER = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const

const leafArbitrary: fc.Arbitrary<LeafCondition> = fc.constantFrom(...Object.values(KINDS)).chain((kind) => {
	const values = fc.constantFrom<Value[]>(...kind.values)
	const [first, second] = kind.facts
	const single = fc
		.tuple(fc.constantFrom(...EQUALITY, ...(kind.ordered ? ORDER : [])), values, fc.boolean())
		.map(([operator, value, againstFact]) =>
			leaf(first, operator, againstFact && first !== second ? fact(second) : value),
		)
	const list = fc
		.tuple(fc.constantFrom('in' as const, 'notIn' as const), fc.uniqueArray(values, { minLength: 1, maxLength: 3 }))
		.map(([operator, value]) => leaf(second, operator, value))
	return typeof kind.values[0] === 'boolean' ? single : fc.oneof(single, list)
})

function treeArbitrary(shared: readonly string[]): fc.Arbitrary<RuleSet['rules'][number]['conditions']> {
	const { group } = fc.letrec<{ node: Condition; group: RuleSet['rules'][number]['conditions'] }>((tie) => ({
		node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leafArbitrary, tie('group')),
		group: fc.oneof(
			fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
			fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
			tie('node').map((not) => ({ not })),
			...(shared.length > 0 ? [fc.constantFrom(...shared).map((condition): SharedReference => ({ condition }))] : []),
		),
	}))
	return group
}

const setArbitrary: fc.Arbitrary<RuleSet> = fc
	.record({
		inner: treeArbitrary([]),
		outer: treeArbitrary(['inner']),
		trees: fc.array(treeArbitrary(['inner', 'outer']), { minLength: 1, maxLength: 4 }),
		types: fc.array(fc.constantFrom('pass', 'warn', 'block'), { minLength: 4, maxLength: 4 }),
		hitPolicy: fc.constantFrom('first' as const, 'collect' as const),
	})
	.map(({ inner, outer, trees, types, hitPolicy }) =>
		ruleSet(
			trees.map((tree, i) => rule(tree, { key: `r${i}`, event: { type: types[i] ?? 'block' } })),
			{ hitPolicy, conditions: { inner, outer } },
		),
	)
	.filter((set) => {
		const roots = [...set.rules.map((r) => r.conditions), ...Object.values(set.conditions ?? {})]
		return groupsWithin(roots, set) <= 8
	})

const factsArbitrary: fc.Arbitrary<Known> = fc
	.tuple(
		...NAMES.map((name) => {
			const kind = Object.values(KINDS).find((k) => (k.facts as readonly string[]).includes(name))
			return fc.option(fc.constantFrom<Value[]>(...(kind?.values ?? ['a'])), { nil: undefined, freq: 3 })
		}),
	)
	.map((values) => new Map(NAMES.flatMap((name, i) => (values[i] === undefined ? [] : [[name, values[i]] as const]))))

function groupsWithin(conditions: readonly Condition[], set: RuleSet): number {
	const depths = conditions.map((condition): number => {
		if ('condition' in condition) {
			const target = set.conditions?.[condition.condition]
			return target ? groupsWithin([target], set) : 0
		}
		if ('fact' in condition) return 0
		return (
			1 + groupsWithin('not' in condition ? [condition.not] : 'all' in condition ? condition.all : condition.any, set)
		)
	})
	return Math.max(...depths)
}

function treeOf(known: Known): Record<string, Record<string, Value>> {
	const tree: Record<string, Record<string, Value>> = {}
	for (const [name, value] of known) {
		const [group = '', key = ''] = name.split('.')
		tree[group] = { ...tree[group], [key]: value }
	}
	return tree
}

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
