import { inOneText, type LocalizedText } from '#app/core/localized.ts'
import type { CompiledRuleSet } from './compile-rule-set.ts'
import type { Decision, RuleDecision } from './decision.model.ts'
import { evaluate } from './evaluate.ts'
import { DEFAULT_TEST_DAY, type TestCase } from './rule-set.schema.ts'
import { outcomeName } from './sentence.ts'

/** How one saved test ended; `why` says, for a red one, what differs and what led to it. */
export type TestReport = { name: LocalizedText; passed: boolean; why: LocalizedText; decision: Decision }

const lower = (text: LocalizedText): LocalizedText => ({ en: text.en.toLowerCase(), 'zh-CN': text['zh-CN'] })

/** The messages of the rules that led to the outcome; for a pass, nothing did. */
function reasons(decision: Decision): LocalizedText[] {
	const isReason = (rule: RuleDecision) =>
		rule.counted && (decision.outcome === 'unknown' ? rule.result === 'unknown' : isCause(rule, decision))
	return decision.rules.filter(isReason).map((rule) => ({
		en: `${rule.title.en}: ${rule.message.en}`,
		'zh-CN': `${rule.title['zh-CN']}：${rule.message['zh-CN']}`,
	}))
}

const isCause = (rule: RuleDecision, decision: Decision): boolean =>
	rule.result === true && rule.outcome === decision.outcome

function outcomeDifference(test: TestCase, decision: Decision): LocalizedText[] {
	if (test.expect.outcome === decision.outcome) return []
	const [expected, actual] = [lower(outcomeName(test.expect.outcome)), lower(outcomeName(decision.outcome))]
	const headline = {
		en: `Expected ${expected.en}, got ${actual.en}.`,
		'zh-CN': `预期${expected['zh-CN']}，结果为${actual['zh-CN']}。`,
	}
	return [headline, ...reasons(decision)]
}

function ruleDifferences(test: TestCase, decision: Decision): LocalizedText[] {
	return Object.entries(test.expect.rules ?? {}).flatMap(([key, expected]) => {
		const rule = decision.rules.find((found) => found.key === key)
		if (!rule || rule.status === expected) return []
		const [wanted, got] = [lower(outcomeName(expected)), lower(outcomeName(rule.status))]
		return {
			en: `“${rule.title.en}”: expected ${wanted.en}, got ${got.en}. ${rule.message.en}`,
			'zh-CN': `“${rule.title['zh-CN']}”：预期${wanted['zh-CN']}，结果为${got['zh-CN']}。${rule.message['zh-CN']}`,
		}
	})
}

function missingDifference(test: TestCase, decision: Decision): LocalizedText[] {
	const expected = test.expect.missingFacts
	if (!expected || expected.toSorted().join() === decision.missingFacts.toSorted().join()) return []
	const got = decision.missingFacts.join(', ')
	return [
		{
			en: `Expected missing: ${expected.join(', ') || 'nothing'}; got: ${got || 'nothing'}.`,
			'zh-CN': `预期缺少：${expected.join('、') || '无'}；实际缺少：${decision.missingFacts.join('、') || '无'}。`,
		},
	]
}

async function runTest(version: CompiledRuleSet, test: TestCase): Promise<TestReport> {
	const now = new Date(`${test.today ?? DEFAULT_TEST_DAY}T12:00:00Z`)
	const decision = await evaluate(version, test.facts, { now })
	const differences = [
		...outcomeDifference(test, decision),
		...ruleDifferences(test, decision),
		...missingDifference(test, decision),
	]
	const name = typeof test.name === 'string' ? { en: test.name, 'zh-CN': test.name } : test.name
	const outcome = lower(outcomeName(decision.outcome))
	const asExpected = { en: `${outcome.en}, as expected`, 'zh-CN': `${outcome['zh-CN']}，符合预期` }
	const passed = differences.length === 0
	return { name, passed, why: passed ? asExpected : inOneText(differences), decision }
}

/** Runs every saved test of a rule set on the day it names. A red one stops publication. */
export const runSavedTests = (version: CompiledRuleSet): Promise<TestReport[]> =>
	Promise.all((version.ruleSet.tests ?? []).map((test) => runTest(version, test)))
