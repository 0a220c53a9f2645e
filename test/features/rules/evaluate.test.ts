import { expect, test } from 'vitest'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { Rule } from '#app/features/rules/rule-set.schema.ts'
import { compiled, decide, decideOne, fact, leaf, NOW, rule, ruleSet, words } from './rule-set-factory.ts'

const ends = (type: string, condition: Rule['conditions'], key = type): Rule =>
	rule(condition, { key, event: { type, params: { message: words(`${type} said`) } } })
const is = (code: string) => ({ all: [leaf('lot.code', 'equal', code)] })
const heat = (code: string) => ({ all: [leaf('lot.heat', 'equal', code)] })

test('answers the best outcome when no rule holds', async () => {
	expect(await decide(ruleSet([rule(is('A'))]), { lot: { code: 'B' } })).toMatchObject({
		ruleSet: 'some_set',
		version: 3,
		subject: 'receipt_line',
		outcome: 'pass',
		status: 'pass',
		missingFacts: [],
		evaluatedAt: NOW.toISOString(),
	})
})

test('collect takes the strictest outcome, wherever it stands', async () => {
	const rules = [ends('block', is('A')), ends('warn', is('A')), ends('pass', is('A'))]
	for (const order of [rules, rules.toReversed()])
		expect((await decide(ruleSet(order), { lot: { code: 'A' } })).outcome).toBe('block')
	expect((await decide(ruleSet(rules.slice(1)), { lot: { code: 'A' } })).outcome).toBe('warn')
})

test('first takes the first rule that holds, and later ones do not count', async () => {
	const set = ruleSet([ends('pass', is('A')), ends('block', is('A'))], { hitPolicy: 'first' })
	const decision = await decide(set, { lot: { code: 'A' } })
	expect(decision.outcome).toBe('pass')
	expect(decision.rules.map((r) => r.counted)).toEqual([true, false])
})

test('collect is unknown only when what is not known could make it worse', async () => {
	const known = { lot: { code: 'A' } }
	const outcome = async (a: string, b: string) =>
		(await decide(ruleSet([ends(a, is('A'), 'known'), ends(b, heat('X'), 'unknown')]), known)).outcome
	expect(await outcome('block', 'block')).toBe('block')
	expect(await outcome('block', 'warn')).toBe('block')
	expect(await outcome('warn', 'block')).toBe('unknown')
	expect(await outcome('warn', 'pass')).toBe('warn')
	expect(await outcome('pass', 'warn')).toBe('unknown')
})

test('first is unknown only when an earlier rule that is not known would decide otherwise', async () => {
	const known = { lot: { code: 'A' } }
	const outcome = async (unknown: string, decisive: string, code = 'A') =>
		(
			await decide(
				ruleSet([ends(unknown, heat('X'), 'unknown'), ends(decisive, is(code), 'known')], { hitPolicy: 'first' }),
				known,
			)
		).outcome
	expect(await outcome('block', 'block')).toBe('block')
	expect(await outcome('warn', 'block')).toBe('unknown')
	expect(await outcome('pass', 'block')).toBe('unknown')
	expect(await outcome('pass', 'block', 'other')).toBe('pass')
	expect(await outcome('block', 'block', 'other')).toBe('unknown')
})

test('a known part decides whatever else is unknown', async () => {
	const unknown = leaf('lot.heat', 'equal', 'X')
	const held = leaf('lot.onHold', 'equal', true)
	const at = (onHold: boolean) => ({ lot: { onHold } })
	expect((await decideOne({ all: [unknown, held] }, at(false))).result).toBe(false)
	expect((await decideOne({ all: [unknown, held] }, at(true))).result).toBe('unknown')
	expect((await decideOne({ any: [unknown, held] }, at(true))).result).toBe(true)
	expect((await decideOne({ any: [unknown, held] }, at(false))).result).toBe('unknown')
	expect((await decideOne({ not: { all: [unknown, held] } }, at(false))).result).toBe(true)
	expect((await decideOne({ not: { not: unknown } }, at(true))).result).toBe('unknown')
})

test('names only the facts on which an unknown hangs', async () => {
	const condition = {
		all: [
			leaf('lot.heat', 'equal', 'X'),
			{ any: [leaf('lot.onHold', 'equal', true), leaf('lot.supplierLot', 'equal', 'Y')] },
			leaf('lot.code', 'equal', fact('certificate.number')),
		],
	}
	const decision = await decide(ruleSet([rule(condition)]), { lot: { onHold: true, code: 'A' } })
	expect(decision.missingFacts).toEqual(['lot.heat', 'certificate.number'])
	expect(decision.rules[0]?.message).toEqual({
		en: 'Cannot be judged yet. Not known: Lot · Heat number, Certificate · Certificate number. Add what is missing and check again.',
		'zh-CN': '暂时无法判定。未知：批次 · 炉号、证书 · 证书编号。请补充后重新校验。',
	})
})

test('a fact that is not of its type counts as missing and is reported', async () => {
	const decision = await decide(ruleSet([rule(leaf('item.shelfLifeDays', 'lessThan', 30))]), {
		item: { shelfLifeDays: 'ten' },
	})
	expect(decision).toMatchObject({
		outcome: 'unknown',
		missingFacts: ['item.shelfLifeDays'],
		invalidFacts: [{ fact: 'item.shelfLifeDays', type: 'integer' }],
	})
})

test('quantities compare across units, and what does not convert is unknown', async () => {
	const short = leaf('lot.onHand', 'lessThan', { value: '2', unit: 'KGM' })
	const at = (value: string, unit: string) => decideOne(short, { lot: { onHand: { value, unit } } })
	expect((await at('1999.9', 'GRM')).result).toBe(true)
	expect((await at('2000', 'GRM')).result).toBe(false)
	expect(await at('1', 'LTR')).toMatchObject({ result: 'unknown', missingFacts: ['lot.onHand'] })
})

test('explains each comparison with expected, actual and result', async () => {
	const conditions = {
		all: [
			{ ...leaf('lot.remainingShelfLifeDays', 'lessThan', fact('item.minimumShelfLifeDays')), name: 'least' },
			{ not: leaf('lot.category', 'in', ['done', 'rejected']) },
			leaf('lot.heat', 'equal', 'X'),
		],
	}
	const only = await decideOne(conditions, {
		lot: { expiresOn: '2026-12-12', category: 'waiting' },
		item: { minimumShelfLifeDays: 30 },
	})
	expect(only.conditions).toMatchObject({
		result: 'unknown',
		all: [
			{
				fact: 'lot',
				path: '$.remainingShelfLifeDays',
				operator: 'lessThan',
				expected: 30,
				actual: 20,
				expectedText: { en: '30 days', 'zh-CN': '30 天' },
				actualText: { en: '20 days', 'zh-CN': '20 天' },
				label: { en: 'Lot · Remaining shelf life', 'zh-CN': '批次 · 剩余保质期' },
				against: 'item.minimumShelfLifeDays',
				name: 'least',
				result: true,
			},
			{ result: true, not: { expected: ['done', 'rejected'], actual: 'waiting', result: false } },
			{ actual: null, result: 'unknown', actualText: { en: 'not known', 'zh-CN': '未知' }, missing: ['lot.heat'] },
		],
	})
})

test('shows a shared condition in its place, under its name', async () => {
	const shared = { held: { title: words('Held', '冻结'), all: [leaf('lot.onHold', 'equal', true)] } }
	const only = await decideOne({ not: { condition: 'held' } }, { lot: { onHold: true } }, { conditions: shared })
	expect(only).toMatchObject({
		result: false,
		conditions: {
			result: false,
			not: { condition: 'held', title: { en: 'Held' }, result: true, is: { result: true, all: [{ result: true }] } },
		},
	})
})

test('writes messages in both languages with facts, units and thresholds', async () => {
	const condition = { ...leaf('lot.remainingShelfLifeDays', 'lessThan', 90), name: 'least' }
	const message = words(
		'{{lot.remainingShelfLifeDays}} left until {{ lot.expiresOn }}, {{threshold.least}} needed, {{lot.onHand}} of {{lot.code}}',
		'剩余 {{lot.remainingShelfLifeDays}}，需要 {{threshold.least}}',
	)
	const set = ruleSet([rule(condition, { event: { type: 'block', params: { message } } })])
	const facts = { lot: { expiresOn: '2026-11-23', onHand: { value: '1234.50', unit: 'KGM' } } }
	const decision = await decide(set, facts)
	expect(decision.rules[0]?.message).toEqual({
		en: '1 day left until 23 Nov 2026, 90 days needed, 1,234.5 kg of not known',
		'zh-CN': '剩余 1 天，需要 90 天',
	})
})

test('puts values into messages as they are: no variable within a value is filled in', async () => {
	const message = words('{{lot.code}}')
	const set = ruleSet([rule(leaf('lot.onHold', 'equal', true), { event: { type: 'block', params: { message } } })])
	const decision = await decide(set, { lot: { onHold: true, code: '{{lot.heat}}<b>', heat: 'secret' } })
	expect(decision.rules[0]?.message.en).toBe('{{lot.heat}}<b>')
})

test('a rule without words of its own says what must hold and what is there', async () => {
	const condition = { any: [leaf('lot.remainingShelfLifeDays', 'lessThan', 90), leaf('lot.onHold', 'equal', true)] }
	const set = ruleSet([rule(condition, { event: { type: 'block' } })])
	const decision = await decide(set, { lot: { expiresOn: '2026-12-12', onHold: false } })
	expect(decision.rules[0]).toMatchObject({
		title: { en: 'rule one' },
		check: { en: 'rule one' },
		expected: {
			en: 'the lot’s remaining shelf life is at least 90 days and the lot is not on hold',
			'zh-CN': '批次的剩余保质期不少于 90 天，且批次未被冻结',
		},
		actual: {
			en: 'Lot · Remaining shelf life: 20 days; Lot · On hold: no',
			'zh-CN': '批次 · 剩余保质期：20 天；批次 · 被冻结：否',
		},
		message: { en: 'Not met: the lot’s remaining shelf life is at least 90 days and the lot is not on hold.' },
	})
})

test('shows the rule’s own check, from texts or facts', async () => {
	const check = {
		label: words('Item', '物料'),
		expected: fact('shipmentLine.expectedSku'),
		actual: words('got {{item.sku}}'),
	}
	const condition = { all: [leaf('item.sku', 'notEqual', fact('shipmentLine.expectedSku'))] }
	const decision = await decide(ruleSet([rule(condition, { check, overridable: true, title: words('Right item') })]), {
		item: { sku: 'A' },
		shipmentLine: { expectedSku: 'B' },
	})
	expect(decision.rules[0]).toMatchObject({
		title: { en: 'Right item' },
		check: { en: 'Item', 'zh-CN': '物料' },
		expected: { en: 'B', 'zh-CN': 'B' },
		actual: { en: 'got A' },
		overridable: true,
		status: 'block',
	})
})

test('a set with words of its own for outcomes still says pass or block', async () => {
	const set = ruleSet([ends('hold', is('A'))], { outcomes: ['fine', 'hold'] })
	expect(await decide(set, { lot: { code: 'A' } })).toMatchObject({ outcome: 'hold', status: 'block' })
	expect(await decide(set, { lot: { code: 'B' } })).toMatchObject({ outcome: 'fine', status: 'pass' })
})

test('today is the day where the site is', async () => {
	const version = compiled(ruleSet([rule(leaf('lot.expiresOn', 'lessThan', fact('context.today')))]))
	const facts = { lot: { expiresOn: '2026-11-22' } }
	const now = new Date('2026-11-22T20:00:00Z')
	expect((await evaluate(version, facts, { now })).outcome).toBe('pass')
	expect((await evaluate(version, facts, { now, timeZone: 'Asia/Shanghai' })).outcome).toBe('block')
})

test('a stored decision evaluates again to itself', async () => {
	const version = compiled(ruleSet([rule(leaf('lot.remainingShelfLifeDays', 'lessThan', 30)), ends('warn', heat('X'))]))
	const first = await evaluate(version, { lot: { expiresOn: '2026-12-01' } }, { now: NOW })
	const stored = JSON.parse(JSON.stringify(first)) as typeof first
	expect(stored).toEqual(first)
	expect(await evaluate(version, stored.facts, { now: new Date(stored.evaluatedAt) })).toEqual(first)
})
