import { expect, test } from 'vitest'
import type { FactDefinition } from '#app/features/rules/fact-catalog.model.ts'
import { hideFacts } from '#app/features/rules/hide-facts.ts'
import { decide, fact, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const HEAT: FactDefinition = {
	name: 'lot.heat',
	fact: 'lot',
	path: '$.heat',
	type: 'text',
	label: words('Heat number', '炉号'),
	example: 'T1',
	personal: false,
}

const blocks = (message: string) => ({ event: { type: 'block', params: { message: words(message) } } })
const FACTS = { lot: { code: 'L-1', heat: 'T7752' } }

test('what is hidden is not among the facts, and comparisons with it tell no value', async () => {
	const decision = await decide(
		ruleSet([
			rule(leaf('lot.heat', 'equal', 'T7752'), { key: 'asks', ...blocks('Wrong heat') }),
			rule(leaf('lot.code', 'notEqual', fact('lot.heat')), { key: 'against', ...blocks('Codes differ') }),
			rule(leaf('lot.code', 'equal', 'L-1'), { key: 'other', ...blocks('This very lot') }),
		]),
		FACTS,
	)
	const shown = hideFacts(decision, [HEAT])
	expect(JSON.stringify(decision)).toContain('T7752')
	expect(shown.facts.lot).toEqual({ code: 'L-1' })
	expect(decision.facts.lot).toMatchObject(FACTS.lot)
	expect(shown.rules.map((one) => [one.key, one.result, one.actual.en, one.message.en])).toEqual([
		['asks', true, 'not shown to you', 'Wrong heat'],
		['against', true, 'L-1', 'Codes differ'],
		['other', true, 'L-1', 'This very lot'],
	])
	expect(shown.rules[1]?.expected['zh-CN']).toBe('不对您显示')
	// The limit that the rule's author wrote is not the lot's value: it stays.
	expect(JSON.stringify([shown.facts, shown.rules.slice(1)])).not.toContain('T7752')
	expect(shown.rules[0]?.conditions).toMatchObject({ all: [{ actual: null, expected: 'T7752' }] })
})

test('a message that quotes a hidden value gives way to the title of its rule', async () => {
	const set = ruleSet([
		rule(leaf('lot.code', 'equal', 'L-1'), {
			key: 'quotes',
			title: words('Heat is looked at', '查看炉号'),
			...blocks('Heat {{lot.heat}} is wrong'),
		}),
	])
	const decision = await decide(set, FACTS)
	expect(decision.rules[0]?.message.en).toBe('Heat T7752 is wrong')
	const shown = hideFacts(decision, [HEAT])
	expect(shown.rules[0]?.message).toEqual(words('Heat is looked at', '查看炉号'))
	expect(JSON.stringify(shown)).not.toContain('T7752')
})

test('a decision of which nothing is hidden is the decision itself', async () => {
	const decision = await decide(ruleSet([rule(leaf('lot.code', 'equal', 'L-1'))]), FACTS)
	expect(hideFacts(decision, [])).toBe(decision)
	expect(hideFacts(decision, [{ ...HEAT, name: 'lot.attributes.unknown' }])).toEqual(decision)
})
