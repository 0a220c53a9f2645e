import fc from 'fast-check'
import type { Condition, LeafCondition, SharedReference } from '#app/features/rules/condition.schema.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { fact, leaf, rule, ruleSet } from './rule-set-factory.ts'

// Small pools, so that facts and values often meet. Two facts of each kind, so that facts also meet each other.
/** What facts of each type there are, and what they may be. */
export const KINDS = {
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
/** The facts that random rule sets ask for. */
export const NAMES = [...new Set(Object.values(KINDS).flatMap((kind) => kind.facts))]

/** A value of a fact. */
export type Value = string | number | boolean
/** Facts by name. */
export type Known = ReadonlyMap<string, Value>

const EQUALITY = ['equal', 'notEqual'] as const
const ORDER = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const

/** A comparison of any type and operator that the facts allow. */
export const leafArbitrary: fc.Arbitrary<LeafCondition> = fc.constantFrom(...Object.values(KINDS)).chain((kind) => {
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

function treeArbitrary(
	leaves: fc.Arbitrary<LeafCondition>,
	shared: readonly string[],
): fc.Arbitrary<RuleSet['rules'][number]['conditions']> {
	const { group } = fc.letrec<{ node: Condition; group: RuleSet['rules'][number]['conditions'] }>((tie) => ({
		node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaves, tie('group')),
		group: fc.oneof(
			fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
			fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
			tie('node').map((not) => ({ not })),
			...(shared.length > 0 ? [fc.constantFrom(...shared).map((condition): SharedReference => ({ condition }))] : []),
		),
	}))
	return group
}

/** Any valid rule set of up to four rules, with groups, nots and shared conditions. */
export const setsOf = (leaves: fc.Arbitrary<LeafCondition>): fc.Arbitrary<RuleSet> =>
	fc
		.record({
			inner: treeArbitrary(leaves, []),
			outer: treeArbitrary(leaves, ['inner']),
			trees: fc.array(treeArbitrary(leaves, ['inner', 'outer']), { minLength: 1, maxLength: 4 }),
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

/** Any valid rule set over the facts above. */
export const setArbitrary: fc.Arbitrary<RuleSet> = setsOf(leafArbitrary)

/** Any facts, some of them not known. */
export const factsArbitrary: fc.Arbitrary<Known> = fc
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

/** Facts by group, as `evaluate` takes them. */
export function treeOf(known: Known): Record<string, Record<string, Value>> {
	const tree: Record<string, Record<string, Value>> = {}
	for (const [name, value] of known) {
		const [group = '', key = ''] = name.split('.')
		tree[group] = { ...tree[group], [key]: value }
	}
	return tree
}
