import type { CompiledLeaf, CompiledRule, CompiledRuleSet } from './compile-rule-set.ts'
import { decideOutcome, outcomeStatus, ruleStatus } from './decide-outcome.ts'
import type { Decision, ExplainedNode, RuleDecision } from './decision.model.ts'
import { explain, missingFactsOf, type SidesOf, sidesFrom } from './explain.ts'
import type { EvaluationTime, ReadFacts } from './read-facts.ts'
import { actualText, expectedText, type RuleSubject, ruleMessage } from './rule-text.ts'
import { ruleTitle } from './sentence.ts'
import type { Truth } from './truth.ts'

/** What became of a rule's conditions: the verdict, and the result of each comparison in the order they are written. */
export type RuleVerdict = { result: Truth; leaves: Iterable<boolean> }

/** Gives the verdict on a rule, by whatever way; asked once for each rule, in order. */
export type VerdictOf = (rule: CompiledRule, index: number) => RuleVerdict

/** Whether a comparison can be made on these facts: both sides known and comparable. */
export const knownFrom =
	(sidesOf: SidesOf) =>
	(leaf: CompiledLeaf): boolean =>
		sidesOf(leaf).missing.length === 0

function explainRule(rule: CompiledRule, verdict: RuleVerdict, sidesOf: SidesOf, version: CompiledRuleSet) {
	const conditions = explain(rule.root, verdict.leaves[Symbol.iterator](), sidesOf, version.catalog)
	if (conditions.result !== verdict.result)
		throw new Error(`Verdict and explanation disagree on rule ${rule.rule.key} of ${version.ruleSet.key}`)
	return conditions
}

function decideRule(subject: RuleSubject, conditions: ExplainedNode): Omit<RuleDecision, 'counted'> {
	const { rule, version } = subject
	const missingFacts = missingFactsOf(conditions)
	const vote = { result: conditions.result, outcome: rule.rule.event.type }
	const title = ruleTitle(rule.rule)
	const { notify, fields } = rule.rule.event.params ?? {}
	return {
		key: rule.rule.key,
		title,
		...vote,
		status: ruleStatus(vote, version.ruleSet.outcomes),
		overridable: rule.rule.overridable === true,
		message: ruleMessage(vote.result, missingFacts, subject),
		check: rule.rule.check?.label ?? title,
		expected: expectedText(subject),
		actual: actualText(subject, conditions),
		conditions,
		missingFacts,
		...(notify ? { notify } : {}),
		...(fields ? { fields } : {}),
	}
}

/**
 * Makes the decision out of verdicts, with everything that explains it. The one place where a decision is put together,
 * for the engine's verdicts and for compiled ones. Throws only on a bug: when verdict and explanation disagree.
 * @param sidesOf both sides of the comparisons, where the caller has them already
 */
export function buildDecision(
	version: CompiledRuleSet,
	read: ReadFacts,
	time: EvaluationTime,
	verdictOf: VerdictOf,
	sidesOf: SidesOf = sidesFrom(read),
): Decision {
	const rules = version.rules.map((rule, index) => {
		const conditions = explainRule(rule, verdictOf(rule, index), sidesOf, version)
		const isMet = conditions.result === false
		return decideRule({ version, rule, facts: read, sidesOf, isMet }, conditions)
	})
	const { outcome, counted } = decideOutcome(version.ruleSet, rules)
	const countedRules = rules.map((rule, index) => ({ ...rule, counted: index < counted }))
	return {
		ruleSet: version.ruleSet.key,
		version: version.version,
		subject: version.ruleSet.subject,
		outcome,
		status: outcomeStatus(outcome, version.ruleSet.outcomes),
		rules: countedRules,
		missingFacts: [...new Set(countedRules.filter((r) => r.counted).flatMap((rule) => rule.missingFacts))],
		invalidFacts: read.invalid,
		facts: read.snapshot,
		evaluatedAt: time.now.toISOString(),
	}
}
