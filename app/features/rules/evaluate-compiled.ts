import { buildDecision } from './build-decision.ts'
import type { CompiledRuleSet } from './compile-rule-set.ts'
import { decideOutcome } from './decide-outcome.ts'
import type { Decision } from './decision.model.ts'
import { deriveFact } from './derive-fact.ts'
import type { FactDefinition } from './fact-catalog.model.ts'
import { type NormalValue, normalizeValue } from './fact-value.ts'
import { dayOf, type EvaluationTime, type FactTree, readFacts } from './read-facts.ts'
import { pathSteps, valueAt } from './resolve-path.ts'
import { amountOf, compileClosures, type FactSlots, factsAsked, leafResults, truthOf } from './rule-closures.ts'
import type { Truth } from './truth.ts'

/** What a set comes to, without saying why. */
export type Judgement = { outcome: string; results: Truth[] }

/** A version as closures: the judgement of thousands of records in little time, and the whole decision where it matters. */
export type CompiledEvaluator = {
	judge: (slots: FactSlots) => Judgement
	decide: (facts: FactTree, time: EvaluationTime) => Decision
}

/** Versions that are compared on the same records, which are read once for all of them. */
export type CompiledTogether = {
	read: (facts: FactTree, time: EvaluationTime) => FactSlots
	evaluators: readonly CompiledEvaluator[]
}

/** Reads only what the closures ask for; the same values as `readFacts`. */
function slotReader(facts: readonly FactDefinition[]) {
	const placeOf = new Map(facts.map((definition, place) => [definition.name, place]))
	const readers = facts.map((definition) => ({ definition, steps: pathSteps(`$.${definition.name}`) }))
	return (tree: FactTree, time: EvaluationTime): FactSlots => {
		const timeZone = time.timeZone ?? 'UTC'
		const values = readers.map(({ definition, steps }): NormalValue | undefined => {
			const given = steps ? valueAt(tree, steps) : undefined
			return given === undefined || given === null ? undefined : normalizeValue(given, definition, timeZone)
		})
		const known = (name: string) => values[placeOf.get(name) ?? -1]
		let today: string | undefined
		for (const [place, { definition }] of readers.entries()) {
			if (!definition.derivation) continue
			today ??= dayOf(time)
			values[place] = deriveFact(definition.derivation, known, today) ?? values[place]
		}
		return { values, amounts: amountsOf(values, facts) }
	}
}

const amountsOf = (values: readonly (NormalValue | undefined)[], facts: readonly FactDefinition[]): number[] =>
	values.map((value, place) => amountOf(value, (facts[place] as FactDefinition).type))

function compileEvaluator(version: CompiledRuleSet, facts: readonly FactDefinition[]): CompiledEvaluator {
	const rules = compileClosures(version, facts)
	const outcomes = version.rules.map((rule) => rule.rule.event.type)
	return {
		judge: (slots) => {
			const results = rules.map((rule) => truthOf(rule.verdict, slots))
			const votes = results.map((result, index) => ({ result, outcome: outcomes[index] as string }))
			return { outcome: decideOutcome(version.ruleSet, votes).outcome, results }
		},
		decide: (tree, time) => {
			const read = readFacts(tree, version.catalog, time)
			const values = facts.map((definition) => read.get(definition.name))
			const slots = { values, amounts: amountsOf(values, facts) }
			return buildDecision(version, read, time, (_rule, index) => {
				const rule = rules[index]
				if (!rule) throw new Error(`Rule ${index} was not compiled`)
				return { result: truthOf(rule.verdict, slots), leaves: leafResults(rule, slots) }
			})
		},
	}
}

/**
 * Compiles versions of one subject for replay. Their decisions are those of `evaluate`, explanation and all: a property
 * test holds that, and each replay checks a sample of its records against the engine.
 */
export function compileTogether(versions: readonly CompiledRuleSet[]): CompiledTogether {
	const facts = factsAsked(versions)
	return { read: slotReader(facts), evaluators: versions.map((version) => compileEvaluator(version, facts)) }
}
