import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Comparand } from './compare-values.ts'
import { type Condition, isAll, isAny, isFactReference, isLeaf, isNot, type LeafCondition } from './condition.schema.ts'
import { type FactCatalog, type FactCatalogs, type FactDefinition, factName, findFact } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import type { Problem } from './problem.model.ts'
import { type Rule, type RuleSet, ruleSetSchema } from './rule-set.schema.ts'
import { validateRuleSet } from './validate-rule-set.ts'

/** A comparison with everything looked up: both facts, or the fact and its literal made comparable. */
export type CompiledLeaf = {
	kind: 'leaf'
	leaf: LeafCondition
	definition: FactDefinition
	expected: { literal: Comparand } | { reference: FactDefinition }
}

/** A condition with shared conditions written out in place. */
export type CompiledNode =
	| { kind: 'all' | 'any'; children: CompiledNode[]; title?: LocalizedText }
	| { kind: 'not'; child: CompiledNode; title?: LocalizedText }
	| { kind: 'shared'; name: string; child: CompiledNode; title?: LocalizedText }
	| CompiledLeaf

export type CompiledRule = {
	rule: Rule
	root: CompiledNode
	/** Conditions of the rule that have a name, for `{{threshold.name}}`. */
	named: ReadonlyMap<string, CompiledLeaf>
}

/** A valid version of a rule set, ready for any number of evaluations. Holds no state. */
export type CompiledRuleSet = {
	ruleSet: RuleSet
	version: number
	catalog: FactCatalog
	rules: readonly CompiledRule[]
}

type Scope = { ruleSet: RuleSet; catalog: FactCatalog; named: Map<string, CompiledLeaf> }

function definitionOf(scope: Scope, fact: string, path: string): FactDefinition {
	const definition = findFact(scope.catalog, factName(fact, path))
	if (!definition) throw new Error(`Fact ${factName(fact, path)} passed validation without being in the catalogue`)
	return definition
}

function literalOf(value: LeafCondition['value'], definition: FactDefinition): Comparand {
	const one = (item: unknown) => {
		const normal = normalizeValue(item, definition, 'UTC')
		if (normal === undefined) throw new Error(`A value of ${definition.name} passed validation with a wrong type`)
		return normal
	}
	return Array.isArray(value) ? value.map(one) : one(value)
}

function compileLeaf(leaf: LeafCondition, scope: Scope): CompiledLeaf {
	const definition = definitionOf(scope, leaf.fact, leaf.path)
	const expected = isFactReference(leaf.value)
		? { reference: definitionOf(scope, leaf.value.fact, leaf.value.path) }
		: { literal: literalOf(leaf.value, definition) }
	const compiled: CompiledLeaf = { kind: 'leaf', leaf, definition, expected }
	if (leaf.name) scope.named.set(leaf.name, compiled)
	return compiled
}

function compileNode(condition: Condition, scope: Scope): CompiledNode {
	if (isLeaf(condition)) return compileLeaf(condition, scope)
	if (isAll(condition) || isAny(condition)) {
		const [kind, children] = isAll(condition) ? (['all', condition.all] as const) : (['any', condition.any] as const)
		return { kind, children: children.map((child) => compileNode(child, scope)), ...titled(condition.title) }
	}
	if (isNot(condition)) return { kind: 'not', child: compileNode(condition.not, scope), ...titled(condition.title) }
	const shared = scope.ruleSet.conditions?.[condition.condition]
	if (!shared) throw new Error(`Shared condition ${condition.condition} passed validation without existing`)
	const title = 'title' in shared ? shared.title : undefined
	return { kind: 'shared', name: condition.condition, child: compileNode(shared, scope), ...titled(title) }
}

const titled = (title: LocalizedText | undefined) => (title ? { title } : {})

function compileRule(rule: Rule, ruleSet: RuleSet, catalog: FactCatalog): CompiledRule {
	const named = new Map<string, CompiledLeaf>()
	return { rule, root: compileNode(rule.conditions, { ruleSet, catalog, named }), named }
}

/**
 * Makes a rule set ready for evaluation that was checked before. Throws where it was not: a fact that no catalogue has.
 */
export function compileCheckedRuleSet(
	ruleSet: RuleSet,
	options: { version: number; catalogs: FactCatalogs },
): CompiledRuleSet {
	const catalog = options.catalogs[ruleSet.subject]
	const rules = ruleSet.rules.map((rule) => compileRule(rule, ruleSet, catalog))
	return { ruleSet, version: options.version, catalog, rules }
}

/**
 * Checks a rule set and makes it ready for evaluation. Nothing that has an error is ever evaluated.
 * Error: `rule-set-invalid`, with every problem found.
 */
export function compileRuleSet(
	json: unknown,
	options: { version: number; catalogs: FactCatalogs },
): Result<CompiledRuleSet, { code: 'rule-set-invalid'; problems: Problem[] }> {
	const problems = validateRuleSet(json, options.catalogs)
	if (problems.some((problem) => problem.severity === 'error')) return err({ code: 'rule-set-invalid', problems })
	return ok(compileCheckedRuleSet(ruleSetSchema.parse(json), options))
}
