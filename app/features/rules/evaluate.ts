import type { CompiledLeaf, CompiledRule, CompiledRuleSet } from './compile-rule-set.ts'
import { decideOutcome, outcomeStatus, ruleStatus } from './decide-outcome.ts'
import type { Decision, ExplainedNode, RuleDecision } from './decision.model.ts'
import { type EngineVerdict, runEngine } from './engine-run.ts'
import { explain, missingFactsOf, type SidesOf, sidesFrom } from './explain.ts'
import { type EvaluationTime, type FactTree, readFacts } from './read-facts.ts'
import { actualText, expectedText, type RuleSubject, ruleMessage } from './rule-text.ts'
import { ruleTitle } from './sentence.ts'
import type { Truth } from './truth.ts'

/** The engine's two-sided verdict as one of three values. */
const verdictOf = (verdict: EngineVerdict): Truth => {
	if (verdict.certain) return true
	return verdict.possible ? 'unknown' : false
}

function explainRule(rule: CompiledRule, verdict: EngineVerdict, sidesOf: SidesOf, version: CompiledRuleSet) {
	const conditions = explain(rule.root, verdict.leaves.values(), sidesOf, version.catalog)
	if (conditions.result !== verdictOf(verdict))
		throw new Error(`Engine and explanation disagree on rule ${rule.rule.key} of ${version.ruleSet.key}`)
	return conditions
}

function decideRule(subject: RuleSubject, conditions: ExplainedNode): Omit<RuleDecision, 'counted'> {
	const { rule, version } = subject
	const missingFacts = missingFactsOf(conditions)
	const vote = { result: conditions.result, outcome: rule.rule.event.type }
	return {
		key: rule.rule.key,
		title: ruleTitle(rule.rule),
		...vote,
		status: ruleStatus(vote, version.ruleSet.outcomes),
		overridable: rule.rule.overridable === true,
		message: ruleMessage(vote.result, missingFacts, subject),
		check: rule.rule.check?.label ?? ruleTitle(rule.rule),
		expected: expectedText(subject),
		actual: actualText(subject, conditions),
		conditions,
		missingFacts,
	}
}

/**
 * Evaluates one version of a rule set on facts: the one way in for screens, interface, bulk jobs, replay and tests.
 * json-rules-engine decides every comparison that can be made; a comparison with a fact that is missing, or not of its
 * type, is unknown, and an outcome that hangs on one is `unknown`, never passed. Facts are plain data and are not
 * changed; the decision is plain JSON. Throws only on a bug: when engine and explanation disagree.
 * @param facts by group, `{ lot: { expiresOn: "2027-10-01" } }`; quantities as `{ value, unit }`
 * @param time the moment, and the zone whose calendar counts
 */
export async function evaluate(version: CompiledRuleSet, facts: FactTree, time: EvaluationTime): Promise<Decision> {
	const read = readFacts(facts, version.catalog, time)
	const sidesOf = sidesFrom(read)
	const isKnown = (leaf: CompiledLeaf) => sidesOf(leaf).missing.length === 0
	const verdicts = await runEngine(version.rules, read.tree, isKnown)
	const rules = version.rules.map((rule, index) => {
		const verdict = verdicts[index]
		if (!verdict) throw new Error(`The engine gave no result for rule ${rule.rule.key}`)
		return decideRule({ version, rule, facts: read, sidesOf }, explainRule(rule, verdict, sidesOf, version))
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
