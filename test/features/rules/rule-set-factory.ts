import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { type CompiledRuleSet, compileRuleSet } from '#app/features/rules/compile-rule-set.ts'
import type { Condition, GroupCondition, LeafCondition, SharedReference } from '#app/features/rules/condition.schema.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Rule, RuleSet } from '#app/features/rules/rule-set.schema.ts'

/** The moment at which these tests evaluate. */
export const NOW = new Date('2026-11-22T12:00:00Z')

/** A text in both languages. */
export const words = (en: string, zh = en) => ({ en, 'zh-CN': zh })

/** A comparison by the name of its fact, `lot.onHold`. */
export function leaf(name: string, operator: LeafCondition['operator'], value: LeafCondition['value']): LeafCondition {
	const [fact = '', ...path] = name.split('.')
	return { fact, path: `$.${path.join('.')}`, operator, value }
}

/** Another fact as a value. */
export function fact(name: string): { fact: string; path: string } {
	const [first = '', ...path] = name.split('.')
	return { fact: first, path: `$.${path.join('.')}` }
}

/** A rule that blocks, with a message, unless told otherwise. */
export function rule(conditions: Condition, rest: Partial<Rule> = {}): Rule {
	const isLeaf = 'fact' in conditions
	return {
		key: 'rule_one',
		conditions: isLeaf ? { all: [conditions] } : (conditions as GroupCondition | SharedReference),
		event: { type: 'block', params: { message: words('Stop', '停') } },
		...rest,
	}
}

/** A rule set about receipt lines with the given rules. */
export const ruleSet = (rules: Rule[], rest: Partial<RuleSet> = {}): RuleSet => ({
	schema: 'rule-set/1',
	key: 'some_set',
	subject: 'receipt_line',
	title: words('Some set', '某规则集'),
	outcomes: ['pass', 'warn', 'block'],
	hitPolicy: 'collect',
	rules,
	...rest,
})

/** Compiles a rule set that must be valid. */
export function compiled(json: unknown): CompiledRuleSet {
	const result = compileRuleSet(json, { version: 3, catalogs: DEFAULT_CATALOGS })
	if (!result.ok) throw new Error(JSON.stringify(result.error.problems, null, 2))
	return result.value
}

/** Evaluates a rule set at `NOW`. */
export const decide = (set: RuleSet, facts: FactTree): Promise<Decision> => evaluate(compiled(set), facts, { now: NOW })

/** Evaluates one condition as a rule that blocks, and gives what became of the rule. */
export async function decideOne(condition: Condition, facts: FactTree, rest: Partial<RuleSet> = {}) {
	const decision = await decide(ruleSet([rule(condition)], rest), facts)
	const only = decision.rules[0]
	if (!only) throw new Error('The rule set has no rule')
	return only
}
