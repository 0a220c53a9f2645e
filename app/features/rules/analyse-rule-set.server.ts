import type { LocalizedText } from '#app/core/localized.ts'
import type { Change } from './diff.model.ts'
import { diffRuleSets } from './diff.ts'
import type { FactCatalogs } from './fact-catalog.model.ts'
import type { Problem } from './problem.model.ts'
import { type RuleSet, ruleSetSchema, type TestCase } from './rule-set.schema.ts'
import type { TestReport } from './run-tests.ts'
import { conditionSentence, ruleSentence, ruleTitle } from './sentence.ts'
import type { Finding } from './static-checks/finding.model.ts'
import { testRuleSet } from './test-rule-set.server.ts'
import { listThresholds, type Threshold } from './thresholds.ts'
import { unitLabel } from './unit-label.ts'

/** A value to adjust, with its unit in words. */
export type ThresholdRow = Threshold & { unitText: LocalizedText | null }

/** A rule, or a shared condition (`outcome` null), as people read it, with the values to adjust. */
export type RuleRow = {
	key: string
	title: LocalizedText
	outcome: string | null
	overridable: boolean
	sentence: LocalizedText
	thresholds: ThresholdRow[]
}

/** A saved test; `actual` is what its expectation would be if the present outcome were the right one. */
export type TestRow = {
	name: LocalizedText
	passed: boolean
	why: LocalizedText
	/** JSON Pointer to what it expects. */
	pointer: string
	actual: TestCase['expect']
}

/** What is to say about a rule set: problems, tests, differences, its rules in words. */
export type Analysis = {
	problems: Problem[]
	/** What its author may not have meant, where it has no errors. */
	findings: Finding[]
	tests: TestRow[]
	changes: Change[]
	unchangedRules: number
	rules: RuleRow[]
}

/**
 * Looks at content beside the version it would replace. Content that is no rule set has problems and nothing else.
 */
export async function analyseRuleSet(content: unknown, base: unknown, catalogs: FactCatalogs): Promise<Analysis> {
	const { problems, reports, findings } = await testRuleSet(content, catalogs)
	const [set, before] = [ruleSetSchema.safeParse(content), ruleSetSchema.safeParse(base)]
	if (!set.success) return { problems, findings, tests: [], changes: [], unchangedRules: 0, rules: [] }
	const catalog = catalogs[set.data.subject]
	const difference = before.success ? diffRuleSets(before.data, set.data, catalog) : { changes: [], unchangedRules: 0 }
	return {
		problems,
		findings,
		tests: reports.map((report, index) => testRow(report, set.data.tests?.[index], index)),
		...difference,
		rules: rowsOf(set.data, catalogs),
	}
}

function testRow({ name, passed, why, decision }: TestReport, test: TestCase | undefined, index: number): TestRow {
	const asked = Object.keys(test?.expect.rules ?? {})
	const rules = decision.rules
		.filter((rule) => asked.includes(rule.key))
		.map((rule) => [rule.key, rule.status] as const)
	return {
		name,
		passed,
		why,
		pointer: `/tests/${index}/expect`,
		actual: {
			outcome: decision.outcome,
			...(rules.length > 0 ? { rules: Object.fromEntries(rules) } : {}),
			...(test?.expect.missingFacts ? { missingFacts: decision.missingFacts } : {}),
		},
	}
}

function rowsOf(set: RuleSet, catalogs: FactCatalogs): RuleRow[] {
	const catalog = catalogs[set.subject]
	const thresholds = listThresholds(set, catalog).map((threshold) => ({ ...threshold, unitText: unitText(threshold) }))
	const context = { catalog, shared: set.conditions }
	const shared = Object.entries(set.conditions ?? {}).map(([key, condition]) => ({
		key: `shared-${key}`,
		title: 'title' in condition && condition.title ? condition.title : { en: key, 'zh-CN': key },
		outcome: null,
		overridable: false,
		sentence: conditionSentence(condition, context),
		thresholds: thresholds.filter((threshold) => threshold.ruleKey === null && threshold.ruleTitle.en === key),
	}))
	const rules = set.rules.map((rule) => ({
		key: rule.key,
		title: ruleTitle(rule),
		outcome: rule.event.type,
		overridable: rule.overridable === true,
		sentence: ruleSentence(rule, context),
		thresholds: thresholds.filter((threshold) => threshold.ruleKey === rule.key),
	}))
	return [...rules, ...shared.filter((row) => row.thresholds.length > 0)]
}

const unitText = ({ unit }: Threshold): LocalizedText | null =>
	unit ? { en: unitLabel(unit, 'en', '2'), 'zh-CN': unitLabel(unit, 'zh-CN', '2') } : null
