import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LeafCondition } from '#app/features/rules/condition.schema.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import { compileTogether } from '#app/features/rules/evaluate-compiled.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { factsArbitrary, leafArbitrary, setArbitrary, setsOf, treeOf } from './rule-set-arbitrary.ts'
import { compiled, fact, leaf, NOW, rule, ruleSet } from './rule-set-factory.ts'

const ORDER = ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const

// What the other arbitraries leave out: quantities in units that do and do not convert, amounts beyond a float, derived
// facts, facts of the wrong type.
const AMOUNTS = [
	'0',
	'1',
	'1000',
	'0.1',
	'0.10',
	'-0.3',
	'9007199254740993',
	'9007199254740992',
	'0.1000000000000000001',
]
const quantity = fc.record({
	value: fc.constantFrom('0', '1', '1000', '0.1', '-0.3', '123456789012345', '123456789012345.6'),
	unit: fc.constantFrom('KGM', 'GRM', 'LTR', 'XYZ'),
})
const hardLeaf: fc.Arbitrary<LeafCondition> = fc.oneof(
	leafArbitrary,
	fc
		.tuple(
			fc.constantFrom(...ORDER),
			quantity.filter((q) => q.unit !== 'XYZ'),
		)
		.map(([operator, value]) => leaf('lot.onHand', operator, value)),
	fc.constantFrom(...ORDER).map((operator) => leaf('lot.onHand', operator, fact('lot.quantity'))),
	fc
		.tuple(fc.constantFrom(...ORDER), fc.constantFrom(-1, 0, 9, 10))
		.map(([operator, value]) => leaf('lot.remainingShelfLifeDays', operator, value)),
	fc.constantFrom(...ORDER).map((operator) => leaf('lot.remainingShelfLifeDays', operator, fact('item.shelfLifeDays'))),
	fc.boolean().map((value) => leaf('lot.expires', 'equal', value)),
	fc
		.tuple(fc.constantFrom(...ORDER), fc.constantFrom(0, 0.1, 1, 100))
		.map(([operator, value]) => leaf('shipmentLine.quantityDifferencePercent', operator, value)),
	fc.constantFrom(...ORDER).map((operator) => leaf('lot.expiresOn', operator, fact('context.today'))),
)
const wild = fc.constantFrom<unknown[]>(
	'x',
	true,
	null,
	12,
	[],
	{},
	{ value: 'x', unit: 'KGM' },
	'2026-02-30',
	Number.NaN,
)
const maybe = (values: fc.Arbitrary<unknown>) =>
	fc.option(fc.oneof({ arbitrary: values, weight: 9 }, wild), { nil: undefined })
const hardFacts: fc.Arbitrary<FactTree> = fc
	.record({
		known: factsArbitrary,
		expiresOn: maybe(fc.constantFrom('2026-11-21', '2026-11-22', '2026-12-01', '2026-11-22T23:30:00Z')),
		onHand: maybe(quantity),
		quantity: maybe(quantity),
		counted: maybe(quantity),
		announced: maybe(quantity),
		score: maybe(fc.constantFrom<unknown[]>(...AMOUNTS, 0.1, 9.5)),
	})
	.map(({ known, expiresOn, onHand, quantity: amount, counted, announced, score }) => {
		const tree = treeOf(known)
		return {
			...tree,
			lot: { ...tree.lot, expiresOn, onHand, quantity: amount },
			supplier: { ...tree.supplier, ...(score === undefined ? {} : { scorePercent: score }) },
			shipmentLine: { countedQuantity: counted, quantity: announced },
		}
	})

/** Decision and judgement of the compiled way, beside the engine's decision. */
async function bothWays(set: Parameters<typeof compiled>[0], facts: FactTree, timeZone = 'UTC') {
	const version = compiled(set)
	const { read, evaluators } = compileTogether([version])
	const time = { now: NOW, timeZone }
	const [only] = evaluators
	if (!only) throw new Error('nothing was compiled')
	return {
		byEngine: await evaluate(version, facts, time),
		decision: only.decide(facts, time),
		judged: only.judge(read(facts, time)),
	}
}

async function expectTheSame(set: Parameters<typeof compiled>[0], facts: FactTree, timeZone?: string) {
	const { byEngine, decision, judged } = await bothWays(set, facts, timeZone)
	expect(decision).toEqual(byEngine)
	expect(judged).toEqual({ outcome: byEngine.outcome, results: byEngine.rules.map((r) => r.result) })
}

test('the compiled way gives the same decision and explanation as the engine', async () => {
	await fc.assert(
		fc.asyncProperty(setArbitrary, factsArbitrary, (set, known) => expectTheSame(set, treeOf(known))),
		{ numRuns: 10_000 },
	)
}, 600_000)

test('the same with quantities, great amounts, derived facts and facts that are not of their type', async () => {
	await fc.assert(
		fc.asyncProperty(
			setsOf(hardLeaf),
			hardFacts,
			fc.constantFrom('UTC', 'Asia/Shanghai', 'America/Lima'),
			expectTheSame,
		),
		{ numRuns: 10_000 },
	)
}, 600_000)

test('three-valued laws hold in the compiled way: double negation, De Morgan, nothing both true and its opposite', async () => {
	const conditions = fc.tuple(hardLeaf, hardLeaf)
	await fc.assert(
		fc.asyncProperty(conditions, hardFacts, async ([a, b], facts) => {
			const trees = [
				{ all: [a] },
				{ not: { not: { all: [a] } } },
				{ not: { all: [a, b] } },
				{ any: [{ not: a }, { not: b }] },
				{ all: [a, { not: a }] },
			]
			const set = ruleSet(trees.map((tree, i) => rule(tree, { key: `r${i}` })))
			const [plain, twice, notBoth, eitherNot, contradiction] = (await bothWays(set, facts)).judged.results
			expect(twice).toBe(plain)
			expect(eitherNot).toBe(notBoth)
			expect(contradiction).toBe(plain === 'unknown' ? 'unknown' : false)
		}),
		{ numRuns: 2_000 },
	)
}, 300_000)

test('versions that are compiled together read the facts of both', async () => {
	const versions = [
		ruleSet([rule(leaf('lot.onHold', 'equal', true))]),
		ruleSet([rule(leaf('lot.expires', 'equal', false))]),
	]
	const { read, evaluators } = compileTogether(versions.map(compiled))
	const facts = { lot: { onHold: true, expiresOn: '2027-01-01' } }
	const slots = read(facts, { now: NOW })
	expect(evaluators.map((one) => one.judge(slots).outcome)).toEqual(['block', 'pass'])
})
