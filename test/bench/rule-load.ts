import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { type CompiledRuleSet, compileCheckedRuleSet } from '#app/features/rules/compile-rule-set.ts'
import type { LeafCondition } from '#app/features/rules/condition.schema.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Rule, RuleSet } from '#app/features/rules/rule-set.schema.ts'

/** Numbers that look random and are the same in every run (mulberry32). */
export function numbersFrom(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}

/** Comparisons as shipped sets have them: dates against days, quantities, shares, states, yes and no. */
const COMPARISONS: readonly ((limit: number) => LeafCondition)[] = [
	(n) => ({ fact: 'lot', path: '$.remainingShelfLifeDays', operator: 'lessThan', value: n }),
	(n) => ({ fact: 'supplier', path: '$.scorePercent', operator: 'greaterThanInclusive', value: n / 4 }),
	() => ({ fact: 'lot', path: '$.onHold', operator: 'equal', value: false }),
	() => ({ fact: 'lot', path: '$.status', operator: 'notIn', value: ['recalled', 'rejected', 'destroyed'] }),
	(n) => ({ fact: 'lot', path: '$.onHand', operator: 'lessThan', value: { value: String(n * 2), unit: 'KGM' } }),
	() => ({ fact: 'certificate', path: '$.present', operator: 'equal', value: true }),
	() => ({ fact: 'item', path: '$.kind', operator: 'equal', value: 'raw_material' }),
	(n) => ({ fact: 'results', path: '$.failedCount', operator: 'lessThanInclusive', value: n % 4 }),
	(n) => ({ fact: 'certificate', path: '$.daysToExpiry', operator: 'greaterThan', value: n - 200 }),
	() => ({
		fact: 'lot',
		path: '$.remainingShelfLifeDays',
		operator: 'greaterThanInclusive',
		value: { fact: 'item', path: '$.minimumShelfLifeDays' },
	}),
]

const both = (text: string) => ({ en: text, 'zh-CN': text })

/** A set of `rules` rules with `conditions` conditions each, in an `all` with an `any` of two inside. */
export function benchRuleSet(rules: number, conditions: number, shift = 0): RuleSet {
	const next = numbersFrom(7)
	const list = Array.from({ length: rules }, (_rule, index): Rule => {
		const leaves = Array.from({ length: conditions }, (_leaf, at) => {
			const make = COMPARISONS[(index + at) % COMPARISONS.length] as (limit: number) => LeafCondition
			return make(Math.floor(next() * 300) + shift)
		})
		return {
			key: `rule_${index}`,
			title: both(`Rule ${index}`),
			conditions: { all: [{ any: leaves.slice(0, 2) }, ...leaves.slice(2)] },
			event: { type: index % 3 === 0 ? 'block' : 'warn', params: { message: both('Stopped: {{lot.status}}') } },
		}
	})
	return {
		schema: 'rule-set/1',
		key: 'bench',
		subject: 'lot',
		title: both('Bench'),
		outcomes: ['pass', 'warn', 'block'],
		hitPolicy: 'collect',
		rules: list,
	}
}

/** Compiled without the limits of saving: the figures ask for more conditions than one saved set may have. */
export const compiledBench = (rules: number, conditions: number, shift = 0): CompiledRuleSet =>
	compileCheckedRuleSet(benchRuleSet(rules, conditions, shift), { version: 1, catalogs: DEFAULT_CATALOGS })

const STATES = ['quarantine', 'released', 'on_hold', 'available', 'recalled']
const KINDS = ['raw_material', 'component', 'finished_product']

/** The facts of one lot, every group that the set asks for. */
export function benchFacts(next: () => number): FactTree {
	const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T
	const day = (from: number, span: number) =>
		new Date(Date.UTC(2026, 0, 1) + Math.floor(from + next() * span) * 86_400_000).toISOString().slice(0, 10)
	return {
		lot: {
			code: `B${Math.floor(next() * 1e6)}`,
			status: pick(STATES),
			onHold: next() < 0.1,
			recalled: next() < 0.02,
			manufacturedOn: day(0, 200),
			expiresOn: day(250, 600),
			quantity: { value: (next() * 900).toFixed(3), unit: 'KGM' },
			onHand: { value: (next() * 600).toFixed(3), unit: 'KGM' },
		},
		item: { sku: `I-${Math.floor(next() * 90)}`, kind: pick(KINDS), active: true, minimumShelfLifeDays: 90 },
		supplier: { code: 'S-1', name: 'Supplier', active: true, scorePercent: Math.round(next() * 1000) / 10 },
		certificate: { present: next() < 0.9, validUntil: day(200, 500) },
		results: { missingCount: 0, failedCount: Math.floor(next() * 5), undecidedCount: 0 },
		deviations: { openCount: Math.floor(next() * 2), openCriticalCount: 0 },
	}
}
