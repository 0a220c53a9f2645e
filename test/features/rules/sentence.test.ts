import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import type { Condition } from '#app/features/rules/condition.schema.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { conditionSentence, ruleSentence } from '#app/features/rules/sentence.ts'
import { fact, leaf, rule, words } from './rule-set-factory.ts'

const say = (condition: Condition, shared?: RuleSet['conditions'], negated = false) =>
	conditionSentence(condition, { catalog: DEFAULT_CATALOGS.receipt_line, shared }, negated)

const held = leaf('lot.onHold', 'equal', true)
const short = leaf('lot.remainingShelfLifeDays', 'lessThan', 90)
const expired = leaf('lot.expiresOn', 'lessThan', fact('context.today'))

test.each([
	[short, 'the lot’s remaining shelf life is less than 90 days', '批次的剩余保质期小于 90 天'],
	[
		leaf('item.shelfLifeDays', 'greaterThanInclusive', 1),
		'the item’s shelf life is at least 1 day',
		'物料的保质期不少于 1 天',
	],
	[held, 'the lot is on hold', '批次被冻结'],
	[leaf('lot.onHold', 'equal', false), 'the lot is not on hold', '批次未被冻结'],
	[leaf('lot.onHold', 'notEqual', true), 'the lot is not on hold', '批次未被冻结'],
	[expired, 'the lot’s expiry date is before today', '批次的有效期至早于今天'],
	[
		leaf('lot.expiresOn', 'greaterThan', '2027-06-30'),
		'the lot’s expiry date is after 30 Jun 2027',
		'批次的有效期至晚于 2027年6月30日',
	],
	[
		leaf('lot.category', 'in', ['initial', 'waiting', 'done']),
		'the lot’s status category is Initial, Waiting or Done',
		'批次的状态类别是初始、等待或完成',
	],
	[leaf('lot.category', 'notIn', ['done']), 'the lot’s status category is not Done', '批次的状态类别不是完成'],
	[
		leaf('lot.onHand', 'lessThan', { value: '0.50', unit: 'KGM' }),
		'the lot’s quantity on hand is less than 0.5 kg',
		'批次的现有数量小于 0.5 kg',
	],
	[leaf('supplier.scorePercent', 'equal', 92.5), 'the supplier’s score is 92.5 %', '供应商的评分等于 92.5 %'],
	[
		leaf('item.sku', 'notEqual', fact('shipmentLine.expectedSku')),
		'the item code is not the ordered item',
		'物料编码不是订购的物料',
	],
])('says %o', (condition, en, zh) => {
	expect(say(condition)).toEqual({ en, 'zh-CN': zh })
})

test('joins parts, and brackets a group inside another', () => {
	expect(say({ all: [held, short] }).en).toBe(
		'the lot is on hold and the lot’s remaining shelf life is less than 90 days',
	)
	expect(say({ any: [held, expired, { all: [short, held] }] })).toEqual({
		en: 'the lot is on hold, the lot’s expiry date is before today, or (the lot’s remaining shelf life is less than 90 days and the lot is on hold)',
		'zh-CN': '批次被冻结，或批次的有效期至早于今天，或（批次的剩余保质期小于 90 天，且批次被冻结）',
	})
})

test('a group of one reads as its part', () => {
	expect(say({ any: [{ all: [held] }] }).en).toBe('the lot is on hold')
})

test('turns a negated group into what is then true', () => {
	expect(say({ not: { all: [held, short] } }).en).toBe(
		'the lot is not on hold or the lot’s remaining shelf life is at least 90 days',
	)
	expect(say({ not: { not: held } }).en).toBe('the lot is on hold')
	expect(say({ any: [held, short] }, undefined, true)['zh-CN']).toBe('批次未被冻结，且批次的剩余保质期不少于 90 天')
})

test('names a shared condition by its title, and writes out one without', () => {
	const shared = { free: { title: words('Supplier is exempt', '供应商获豁免'), all: [held] }, plain: { any: [short] } }
	expect(say({ not: { condition: 'free' } }, shared)).toEqual({
		en: '“Supplier is exempt” does not hold',
		'zh-CN': '不满足“供应商获豁免”',
	})
	expect(say({ not: { condition: 'plain' } }, shared).en).toBe('the lot’s remaining shelf life is at least 90 days')
})

test('a draft with a cycle, or with a fact that does not exist, still has a sentence', () => {
	const shared = { a: { all: [{ condition: 'b' }] }, b: { all: [{ condition: 'a' }] } }
	expect(say({ condition: 'a' }, shared).en).toBe('“b” holds')
	expect(say(leaf('moon.phase', 'equal', 'full')).en).toBe('moon $.phase equal "full"')
	expect(say(leaf('lot.onHand', 'lessThan', 'much')).en).toBe('the lot’s quantity on hand is less than "much"')
})

test('a whole rule is a sentence with its outcome', () => {
	const context = { catalog: DEFAULT_CATALOGS.receipt_line, shared: undefined }
	expect(ruleSentence(rule(short), context)).toEqual({
		en: 'Block when the lot’s remaining shelf life is less than 90 days.',
		'zh-CN': '当批次的剩余保质期小于 90 天时，阻止。',
	})
	expect(ruleSentence(rule(held, { event: { type: 'ask_quality' } }), context).en).toBe(
		'ask quality when the lot is on hold.',
	)
})
