import { buildDecision, knownFrom, type RuleVerdict } from './build-decision.ts'
import type { CompiledRuleSet } from './compile-rule-set.ts'
import type { Decision } from './decision.model.ts'
import { type EngineVerdict, runEngine } from './engine-run.ts'
import { sidesFrom } from './explain.ts'
import { type EvaluationTime, type FactTree, readFacts } from './read-facts.ts'

/** The engine's two-sided verdict as one of three values. */
const verdictOf = ({ certain, possible, leaves }: EngineVerdict): RuleVerdict => ({
	result: certain || (possible ? 'unknown' : false),
	leaves,
})

/**
 * Evaluates one version of a rule set on facts: the one way in for screens, interface, bulk jobs and tests.
 * json-rules-engine decides every comparison that can be made; a comparison with a fact that is missing, or not of its
 * type, is unknown, and an outcome that hangs on one is `unknown`, never passed. Facts are plain data and are not
 * changed; the decision is plain JSON. Throws only on a bug: when engine and explanation disagree.
 * @param facts by group, `{ lot: { expiresOn: "2027-10-01" } }`; quantities as `{ value, unit }`
 * @param time the moment, and the zone whose calendar counts
 */
export async function evaluate(version: CompiledRuleSet, facts: FactTree, time: EvaluationTime): Promise<Decision> {
	const read = readFacts(facts, version.catalog, time)
	const sidesOf = sidesFrom(read)
	const verdicts = await runEngine(version.rules, read.tree, knownFrom(sidesOf))
	return buildDecision(
		version,
		read,
		time,
		(rule, index) => {
			const verdict = verdicts[index]
			if (!verdict) throw new Error(`The engine gave no result for rule ${rule.rule.key}`)
			return verdictOf(verdict)
		},
		sidesOf,
	)
}
