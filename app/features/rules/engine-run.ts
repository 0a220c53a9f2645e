import { Engine, Operator, type RuleProperties, type TopLevelCondition } from 'json-rules-engine'
import { type Comparand, operatorHolds } from './compare-values.ts'
import type { CompiledLeaf, CompiledNode, CompiledRule } from './compile-rule-set.ts'
import { FACT_TYPES, type FactType } from './fact-catalog.model.ts'
import type { NormalValue } from './fact-value.ts'
import { OPERATORS, OPERATORS_OF } from './operators.model.ts'
import { resolvePath } from './resolve-path.ts'

/** Whether a comparison can be made: both sides known and comparable. */
export type IsKnown = (leaf: CompiledLeaf) => boolean

/** What the engine made of a rule: its verdict with every unknown taken at its worst and at its best, and its leaves. */
export type EngineVerdict = { certain: boolean; possible: boolean; leaves: readonly boolean[] }

type EngineCondition = Record<string, unknown>

const typedName = (operator: string, type: FactType): string => `${operator} ${type}`
const ASSUME_TRUE = 'assume true'
const ASSUME_FALSE = 'assume false'

/** Our typed operators in place of the engine's, which compare by JavaScript's rules. They are stateless and shared. */
const typedOperators: readonly Operator[] = [
	...FACT_TYPES.flatMap((type) =>
		OPERATORS.filter((operator) => OPERATORS_OF[type].includes(operator)).map(
			(operator) =>
				new Operator<NormalValue, Comparand>(typedName(operator, type), (actual, expected) =>
					operatorHolds(operator, type, actual, expected),
				),
		),
	),
	new Operator(ASSUME_TRUE, () => true),
	new Operator(ASSUME_FALSE, () => false),
] as readonly Operator[]

const operatorsUsed = new WeakMap<readonly CompiledRule[], readonly Operator[]>()

/** The operators that rules ask for; adding all of them would cost as much as the rules. */
function operatorsOf(rules: readonly CompiledRule[]): readonly Operator[] {
	const known = operatorsUsed.get(rules)
	if (known) return known
	const names = new Set<string>([ASSUME_TRUE, ASSUME_FALSE])
	const visit = (node: CompiledNode): void => {
		if (node.kind === 'leaf') names.add(typedName(node.leaf.operator, node.definition.type))
		else if ('children' in node) node.children.forEach(visit)
		else visit(node.child)
	}
	for (const rule of rules) visit(rule.root)
	const used = typedOperators.filter((operator) => names.has(operator.name))
	operatorsUsed.set(rules, used)
	return used
}

function engineLeaf(node: CompiledLeaf, isKnown: boolean, assumed: boolean): EngineCondition {
	const { fact, path, operator } = node.leaf
	if (!isKnown) return { fact, path, operator: assumed ? ASSUME_TRUE : ASSUME_FALSE, value: null }
	const value =
		'literal' in node.expected
			? node.expected.literal
			: { fact: node.expected.reference.fact, path: node.expected.reference.path }
	return { fact, path, operator: typedName(operator, node.definition.type), value }
}

/**
 * A condition as the engine takes it. Shared conditions stand written out, so none can refer to itself; an unknown
 * comparison is assumed true or false, turned over inside each `not`, so that two runs enclose the verdict.
 */
function engineCondition(node: CompiledNode, isKnown: IsKnown, assumed: boolean): EngineCondition {
	switch (node.kind) {
		case 'leaf':
			return engineLeaf(node, isKnown(node), assumed)
		case 'not':
			return { not: engineCondition(node.child, isKnown, !assumed) }
		case 'shared':
			return engineCondition(node.child, isKnown, assumed)
		default:
			return { [node.kind]: node.children.map((child) => engineCondition(child, isKnown, assumed)) }
	}
}

const allKnown = (node: CompiledNode, isKnown: IsKnown): boolean => {
	if (node.kind === 'leaf') return isKnown(node)
	return 'children' in node ? node.children.every((child) => allKnown(child, isKnown)) : allKnown(node.child, isKnown)
}

/** A rule of which everything is known is always written the same; the engine copies what it is given. */
const knownConditions = new WeakMap<CompiledRule, EngineCondition>()

function conditionsOf(compiled: CompiledRule): EngineCondition {
	const written = knownConditions.get(compiled) ?? engineCondition(compiled.root, () => true, false)
	knownConditions.set(compiled, written)
	return written
}

const engineRule = (name: string, conditions: EngineCondition): RuleProperties => ({
	name,
	conditions: conditions as unknown as TopLevelCondition,
	// The emitter gives `error`, `success` and `failure` meanings of their own, so no outcome ever becomes an event type.
	event: { type: 'rule' },
})

/** The results of a finished rule's comparisons, in the order they are written. */
function leafResults(condition: unknown): boolean[] {
	const node = condition as { all?: unknown[]; any?: unknown[]; not?: unknown; result?: unknown }
	if (node.all ?? node.any) return (node.all ?? node.any ?? []).flatMap(leafResults)
	if (node.not) return leafResults(node.not)
	return [node.result === true]
}

/**
 * Runs json-rules-engine over normalised facts and gives its verdict on each rule, in order. A fresh Engine each time:
 * two overlapping runs on one Engine lose rules (its `status` is shared). Facts are plain values, never functions, so
 * that nothing is loaded while it runs. The path resolver is ours: the engine's own is JSONPath.
 * @param tree facts as `readFacts` makes them
 */
export async function runEngine(
	rules: readonly CompiledRule[],
	tree: Readonly<Record<string, object>>,
	isKnown: IsKnown,
): Promise<EngineVerdict[]> {
	const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: resolvePath })
	for (const operator of operatorsOf(rules)) engine.addOperator(operator)
	for (const [index, rule] of rules.entries()) {
		if (allKnown(rule.root, isKnown)) {
			engine.addRule(engineRule(`${index} worst`, conditionsOf(rule)))
			continue
		}
		engine.addRule(engineRule(`${index} worst`, engineCondition(rule.root, isKnown, false)))
		engine.addRule(engineRule(`${index} best`, engineCondition(rule.root, isKnown, true)))
	}
	const { results, failureResults } = await engine.run({ ...tree })
	const byName = new Map([...results, ...failureResults].map((result) => [result.name, result]))
	return rules.map((_rule, index) => {
		const worst = byName.get(`${index} worst`)
		if (!worst) throw new Error(`The engine gave no result for rule ${index}`)
		const best = byName.get(`${index} best`) ?? worst
		return { certain: worst.result === true, possible: best.result === true, leaves: leafResults(worst.conditions) }
	})
}
