import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { diffRuleSets } from '#app/features/rules/diff.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { fact, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const diff = (before: RuleSet, after: RuleSet) => diffRuleSets(before, after, DEFAULT_CATALOGS.receipt_line)
const sentences = (before: RuleSet, after: RuleSet) => diff(before, after).changes.map((change) => change.sentence)

const title = words('Shelf life', '保质期')
const short = (days: number) => leaf('lot.remainingShelfLifeDays', 'lessThan', days)
const held = leaf('lot.onHold', 'equal', true)
const cold = leaf('item.kind', 'equal', 'raw_material')
const one = (conditions: RuleSet['rules'][number]['conditions']) => ruleSet([rule(conditions, { title })])

test('finds nothing between a version and itself', () => {
	const set = one({ all: [held, { any: [short(90), cold] }] })
	expect(diff(set, structuredClone(set))).toEqual({ changes: [], unchangedRules: 1 })
})

test('a threshold with a title of its own goes by it', () => {
	const named = (days: number) =>
		one({ all: [{ ...short(days), title: words('Minimum remaining shelf life', '最低剩余保质期') }] })
	expect(diff(named(90), named(120)).changes).toMatchObject([
		{
			kind: 'changed',
			about: 'threshold',
			ruleKey: 'rule_one',
			sentence: { en: 'Minimum remaining shelf life: 90 → 120 days', 'zh-CN': '最低剩余保质期：90 → 120 天' },
			before: { en: '90 days' },
			after: { en: '120 days' },
		},
	])
})

test('a threshold without one goes by rule and fact', () => {
	expect(sentences(one({ all: [short(1)] }), one({ all: [short(45)] }))).toEqual([
		{ en: '“Shelf life”: Remaining shelf life: 1 day → 45 days', 'zh-CN': '“保质期”：剩余保质期：1 → 45 天' },
	])
})

test('a list is compared as a whole', () => {
	const of = (values: string[]) => one({ all: [leaf('item.kind', 'in', values)] })
	expect(sentences(of(['component']), of(['component', 'packaging']))[0]?.en).toBe(
		'“Shelf life”: Kind of item: Component → Component or Packaging',
	)
})

test('finds values deep inside, beside parts that moved', () => {
	const before = one({ all: [held, { any: [cold, { not: short(30) }] }] })
	const after = one({ all: [{ any: [{ not: short(45) }, cold] }, held] })
	expect(sentences(before, after).map((s) => s.en)).toEqual(['“Shelf life”: Remaining shelf life: 30 → 45 days'])
})

test('tells added and removed parts of a group', () => {
	expect(sentences(one({ all: [held] }), one({ all: [held, { not: cold }] }))).toEqual([
		{
			en: '“Shelf life”, added: and the kind of item is not Raw material',
			'zh-CN': '“保质期”新增：且物料类型不是原材料',
		},
	])
	expect(sentences(one({ any: [held, cold] }), one({ any: [held] }))[0]?.en).toBe(
		'“Shelf life”, removed: or the kind of item is Raw material',
	)
})

test('another operator, another fact to compare with, or another kind of group is one sentence for another', () => {
	expect(sentences(one({ all: [held] }), one({ all: [leaf('lot.onHold', 'equal', false)] }))[0]?.en).toBe(
		'“Shelf life”: On hold: yes → no',
	)
	const atMost = leaf('lot.remainingShelfLifeDays', 'lessThanInclusive', 90)
	expect(sentences(one({ all: [short(90)] }), one({ all: [atMost] }))[0]?.en).toBe(
		'“Shelf life”: “the lot’s remaining shelf life is less than 90 days” → “the lot’s remaining shelf life is at most 90 days”',
	)
	const byItem = leaf('lot.remainingShelfLifeDays', 'lessThan', fact('item.minimumShelfLifeDays'))
	expect(sentences(one({ all: [short(90)] }), one({ all: [byItem] }))[0]?.en).toContain(
		'→ “the lot’s remaining shelf life is less than the item’s minimum remaining shelf life”',
	)
	expect(sentences(one({ all: [held, cold] }), one({ any: [held, cold] }))[0]?.en).toBe(
		'“Shelf life”: “the lot is on hold and the kind of item is Raw material” → “the lot is on hold or the kind of item is Raw material”',
	)
	expect(sentences(one({ not: { all: [held] } }), one({ not: { all: [held, cold] } }))[0]?.en).toBe(
		'“Shelf life”: “the lot is not on hold” → “the lot is not on hold or the kind of item is not Raw material”',
	)
})

test('tells new, removed and changed rules', () => {
	const before = ruleSet([rule(held, { key: 'a', title: words('Held', '冻结') })])
	const after = ruleSet([rule(short(90), { key: 'b', title })])
	expect(sentences(before, after)).toEqual([
		{
			en: 'New rule “Shelf life”: Block when the lot’s remaining shelf life is less than 90 days.',
			'zh-CN': '新增规则“保质期”：当批次的剩余保质期小于 90 天时，阻止。',
		},
		{ en: 'Rule removed “Held”: Block when the lot is on hold.', 'zh-CN': '删除规则“冻结”：当批次被冻结时，阻止。' },
	])
})

test('tells outcome, override and words of a rule', () => {
	const before = ruleSet([rule(held, { title })])
	const check = { label: words('Hold', '冻结'), expected: fact('lot.code') }
	const event = { type: 'warn', params: { message: words('Stop', '停下') } }
	const after = ruleSet([rule(held, { title, event, overridable: true, check })])
	expect(sentences(before, after).map((s) => s.en)).toEqual([
		'“Shelf life”: Block → Warn',
		'“Shelf life”: a signed override may now pass it',
		'“Shelf life”: message (Chinese): “停” → “停下”',
		'“Shelf life”: check: “–” → “Hold”',
		'“Shelf life”: expected: “–” → “{{lot.code}}”',
	])
})

test('tells the order of rules only where it decides', () => {
	const [a, b] = [rule(held, { key: 'a' }), rule(cold, { key: 'b' })]
	expect(sentences(ruleSet([a, b]), ruleSet([b, a]))).toEqual([])
	const first = { hitPolicy: 'first' as const }
	expect(sentences(ruleSet([a, b], first), ruleSet([b, a], first)).map((s) => s.en)).toEqual([
		'Order of the rules: “a, b” → “b, a”',
	])
})

test('tells shared conditions, set and tests', () => {
	const before = ruleSet([rule(held)], {
		conditions: { x: { all: [short(30)] }, old: { all: [held] } },
		tests: [{ name: 'kept', facts: {}, expect: { outcome: 'pass' } }],
	})
	const after = ruleSet([rule(held)], {
		hitPolicy: 'first',
		conditions: { x: { all: [short(40)] }, fresh: { all: [cold] } },
		tests: [
			{ name: 'kept', facts: {}, expect: { outcome: 'block' } },
			{ name: 'more', facts: {}, expect: { outcome: 'pass' } },
		],
	})
	expect(sentences(before, after).map((s) => s.en)).toEqual([
		'Hit policy: “the strictest outcome wins” → “the first rule that holds decides”',
		'“Shared: x”: Remaining shelf life: 30 → 40 days',
		'Shared condition added, “fresh”: the kind of item is Raw material',
		'Shared condition removed, “old”: the lot is on hold',
		'Test changed: “kept”',
		'Test added: “more”',
	])
	expect(diff(before, after).unchangedRules).toBe(1)
})

test('sees every change of one place, whichever it is', () => {
	const base = ruleSet([rule({ all: [held, { any: [short(90), { not: cold }] }] }, { title })])
	const edits: ((set: RuleSet) => unknown)[] = [
		(set) => Object.assign(set.title, { en: 'x' }),
		(set) => Object.assign(set, { description: words('x') }),
		(set) => Object.assign(set, { outcomes: ['pass', 'block'] }),
		(set) => Object.assign(set, { hitPolicy: 'first' }),
		(set) => Object.assign(set.rules[0] ?? {}, { title: words('x') }),
		(set) => Object.assign(set.rules[0] ?? {}, { overridable: true }),
		(set) => Object.assign(set.rules[0]?.event ?? {}, { type: 'warn' }),
		(set) => Object.assign(set.rules[0]?.event ?? {}, { params: {} }),
		(set) => Object.assign(set.rules[0] ?? {}, { conditions: { all: [held, { any: [short(91), { not: cold }] }] } }),
		(set) => Object.assign(set.rules[0] ?? {}, { conditions: { all: [held, { any: [short(90), cold] }] } }),
		(set) => Object.assign(set.rules[0] ?? {}, { conditions: { all: [held, { all: [short(90), { not: cold }] }] } }),
		(set) => Object.assign(set.rules[0] ?? {}, { conditions: { not: { all: [held] } } }),
		(set) =>
			Object.assign(set.rules[0] ?? {}, {
				conditions: { all: [{ ...held, name: 'x' }, { any: [short(90), { not: cold }] }] },
			}),
		(set) => Object.assign(set, { rules: [...set.rules, rule(held, { key: 'more' })] }),
		(set) => Object.assign(set, { conditions: { x: { all: [held] } } }),
		(set) => Object.assign(set, { tests: [{ name: 'x', facts: {}, expect: { outcome: 'pass' } }] }),
	]
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(edits.length - 1), { minLength: 1 }), (picks) => {
			const edited = structuredClone(base)
			for (const pick of picks) edits[pick]?.(edited)
			expect(sentences(base, edited).length).toBeGreaterThan(0)
			expect(sentences(edited, base).length).toBeGreaterThan(0)
			expect(sentences(edited, structuredClone(edited))).toEqual([])
		}),
	)
})
