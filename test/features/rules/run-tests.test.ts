import { expect, test } from 'vitest'
import type { TestCase } from '#app/features/rules/rule-set.schema.ts'
import { runSavedTests } from '#app/features/rules/run-tests.ts'
import { compiled, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const message = words('{{lot.remainingShelfLifeDays}} left', '剩余 {{lot.remainingShelfLifeDays}}')
const short = rule(leaf('lot.remainingShelfLifeDays', 'lessThan', 45), {
	title: words('Shelf life', '保质期'),
	event: { type: 'block', params: { message } },
})

async function run(test: Partial<TestCase> & Pick<TestCase, 'expect'>) {
	const tests = [{ name: words('A case', '某用例'), facts: {}, ...test }]
	const [report] = await runSavedTests(compiled(ruleSet([short], { tests })))
	return report
}

const left = (date: string) => ({ today: '2026-11-22', facts: { lot: { expiresOn: date } } })

test('a test that goes as expected is green', async () => {
	expect(await run({ ...left('2027-01-06'), expect: { outcome: 'pass' } })).toMatchObject({
		name: { en: 'A case', 'zh-CN': '某用例' },
		passed: true,
		why: { en: 'pass, as expected', 'zh-CN': '通过，符合预期' },
	})
})

test('a red test says what was expected, what came, and why', async () => {
	expect(await run({ ...left('2027-01-05'), expect: { outcome: 'pass' } })).toMatchObject({
		passed: false,
		why: {
			en: 'Expected pass, got block. Shelf life: 44 days left',
			'zh-CN': '预期通过，结果为阻止。保质期：剩余 44 天',
		},
	})
})

test('a red test whose outcome is unknown says what is missing', async () => {
	const report = await run({ expect: { outcome: 'pass' } })
	expect(report?.passed).toBe(false)
	expect(report?.why.en).toContain('Expected pass, got unknown. Shelf life: Cannot be judged yet.')
})

test('a test may expect single rules and missing facts', async () => {
	const wrong = { outcome: 'block', rules: { rule_one: 'warn' as const }, missingFacts: ['lot.code'] }
	const report = await run({ ...left('2027-01-05'), expect: wrong })
	expect(report?.passed).toBe(false)
	expect(report?.why.en).toBe(
		'“Shelf life”: expected warn, got block. 44 days left Expected missing: lot.code; got: nothing.',
	)
	const right = { outcome: 'unknown', missingFacts: ['lot.remainingShelfLifeDays'] }
	expect((await run({ expect: right }))?.passed).toBe(true)
})

test('tests without a day run on the same day for ever', async () => {
	const expiresOn = '2026-03-01'
	const report = await run({ facts: { lot: { expiresOn } }, expect: { outcome: 'pass' } })
	expect(report?.decision.facts.context).toEqual({ today: '2026-01-15' })
	expect(report?.passed).toBe(true)
})

test('a set without tests has no reports', async () => {
	expect(await runSavedTests(compiled(ruleSet([short])))).toEqual([])
})
