import { expect, test } from 'vitest'
import { canBeOverridden, listChecks, obstacles } from '#app/features/rules/decision-checks.ts'
import type { Rule } from '#app/features/rules/rule-set.schema.ts'
import { decide, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const limit = (key: string, type: string, percent: number, rest: Partial<Rule> = {}): Rule =>
	rule(leaf('supplier.scorePercent', 'lessThan', percent), {
		key,
		event: { type, params: { message: words(key) } },
		check: { label: words('Score', '评分') },
		...rest,
	})
const held = rule(leaf('lot.onHold', 'equal', true), { key: 'held' })
const set = ruleSet([limit('warn_low', 'warn', 90), limit('block_low', 'block', 70, { overridable: true }), held])

const rows = async (facts: object) =>
	listChecks(await decide(set, facts as Record<string, unknown>)).map((row) => `${row.ruleKey} ${row.status}`)

test('two limits of one check are one row with the stricter result', async () => {
	expect(await rows({ supplier: { scorePercent: 95 }, lot: { onHold: false } })).toEqual(['warn_low pass', 'held pass'])
	expect(await rows({ supplier: { scorePercent: 80 }, lot: { onHold: false } })).toEqual(['warn_low warn', 'held pass'])
	expect(await rows({ supplier: { scorePercent: 60 }, lot: { onHold: false } })).toEqual([
		'block_low block',
		'held pass',
	])
})

test('what is not passed stands first: blocked, unknown, warned', async () => {
	expect(await rows({ supplier: { scorePercent: 80 } })).toEqual(['held unknown', 'warn_low warn'])
	expect(await rows({ lot: { onHold: true } })).toEqual(['held block', 'warn_low unknown'])
})

test('an override is possible only where every obstacle allows it', async () => {
	const low = { supplier: { scorePercent: 60 } }
	expect(canBeOverridden(await decide(set, { ...low, lot: { onHold: false } }))).toBe(true)
	expect(canBeOverridden(await decide(set, { ...low, lot: { onHold: true } }))).toBe(false)
	expect(canBeOverridden(await decide(set, low))).toBe(false)
	expect(canBeOverridden(await decide(set, { supplier: { scorePercent: 95 }, lot: { onHold: false } }))).toBe(false)
})

test('a passed or warned decision has no obstacles', async () => {
	expect(obstacles(await decide(set, { supplier: { scorePercent: 80 }, lot: { onHold: false } }))).toEqual([])
	const found = obstacles(await decide(set, { supplier: { scorePercent: 60 } }))
	expect(found.map((rule) => rule.key)).toEqual(['block_low', 'held'])
})

test('a passed check that asks for nothing here says so, one that misses something says what', async () => {
	const expected = {
		en: 'Revision {{shipmentLine.expectedRevision}}',
		'zh-CN': '版本 {{shipmentLine.expectedRevision}}',
	}
	const actual = { en: '{{lot.revision}}, on hold: {{lot.onHold}}', 'zh-CN': '{{lot.revision}}，冻结：{{lot.onHold}}' }
	const shown = async (facts: object) => {
		const one = { ...held, check: { label: words('Revision', '版本'), expected, actual } }
		const [row] = listChecks(await decide(ruleSet([one]), facts as Record<string, unknown>))
		return [row?.status, row?.expected.en, row?.actual['zh-CN']]
	}
	expect(await shown({ lot: { onHold: false } })).toEqual(['pass', 'does not apply', '未知，冻结：否'])
	expect(await shown({ lot: {} })).toEqual(['unknown', 'Revision not known', '未知，冻结：未知'])
})
