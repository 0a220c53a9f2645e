import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { diffRuleSets } from '#app/features/rules/diff.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { fact, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const catalog = DEFAULT_CATALOGS.receipt_line
const set = ruleSet(
	[
		rule(
			{
				all: [
					leaf('lot.onHold', 'equal', true),
					leaf('item.sku', 'equal', 'A'),
					leaf('item.shelfLifeDays', 'in', [30, 60]),
					leaf('item.shelfLifeDays', 'lessThan', fact('item.minimumShelfLifeDays')),
					{ not: { ...leaf('lot.remainingShelfLifeDays', 'lessThan', 90), title: words('Least', '最少') } },
					{ any: [leaf('lot.expiresOn', 'lessThan', '2026-01-01')] },
				],
			},
			{ title: words('Rule', '规则') },
		),
	],
	{ conditions: { heavy: { all: [leaf('lot.onHand', 'greaterThan', { value: '60', unit: 'KGM' })] } } },
)

test('lists numbers, dates and quantities, and nothing else', () => {
	expect(listThresholds(set, catalog)).toEqual([
		{
			ruleKey: null,
			ruleTitle: words('heavy'),
			pointer: '/conditions/heavy/all/0/value',
			label: words('Lot · Quantity on hand', '批次 · 现有数量'),
			operator: 'greaterThan',
			type: 'quantity',
			unit: 'KGM',
			value: { value: '60', unit: 'KGM' },
		},
		{
			ruleKey: 'rule_one',
			ruleTitle: words('Rule', '规则'),
			pointer: '/rules/0/conditions/all/4/not/value',
			label: words('Least', '最少'),
			operator: 'lessThan',
			type: 'integer',
			unit: 'DAY',
			value: 90,
		},
		{
			ruleKey: 'rule_one',
			ruleTitle: words('Rule', '规则'),
			pointer: '/rules/0/conditions/all/5/any/0/value',
			label: words('Lot · Expiry date', '批次 · 有效期至'),
			operator: 'lessThan',
			type: 'date',
			value: '2026-01-01',
		},
	])
})

test('changes one threshold and nothing else', () => {
	const before = structuredClone(set)
	const changed = withThreshold(set, '/rules/0/conditions/all/4/not/value', 120)
	if (!changed.ok) throw new Error(changed.error.code)
	expect(diffRuleSets(set, changed.value, catalog).changes.map((change) => change.sentence.en)).toEqual([
		'Least: 90 → 120 days',
	])
	expect(set).toEqual(before)
})

test('every listed threshold can be set to what it is', () => {
	for (const { pointer, value } of listThresholds(set, catalog))
		expect(withThreshold(set, pointer, value)).toEqual({ ok: true, value: set })
})

test.each([
	['/rules/0/conditions/all/9/value', 1],
	['/rules/0/conditions/all/4/not', 1],
	['/rules/0/conditions/all/2/value', 1],
	['/rules/0/conditions/all/3/value', 1],
	['/title/en', 'x'],
	['', 1],
])('finds no threshold at %j', (pointer, value) => {
	expect(withThreshold(set, pointer, value)).toEqual({ ok: false, error: { code: 'threshold-not-found' } })
})

test.each([
	['/rules/0/conditions/all/4/not/value', '120'],
	['/rules/0/conditions/all/4/not/value', Number.NaN],
	['/rules/0/conditions/all/5/any/0/value', '2026-02-30'],
	['/rules/0/conditions/all/5/any/0/value', 20260101],
	['/rules/0/conditions/all/1/value', 'B'],
	['/conditions/heavy/all/0/value', { value: '60', unit: 'LTR' }],
	['/conditions/heavy/all/0/value', { value: 'much', unit: 'KGM' }],
])('refuses a value of another kind at %s', (pointer, value) => {
	expect(withThreshold(set, pointer, value)).toEqual({ ok: false, error: { code: 'threshold-kind' } })
})
