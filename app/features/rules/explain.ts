import type { LocalizedText } from '#app/core/localized.ts'
import { areComparable, type Comparand } from './compare-values.ts'
import type { CompiledLeaf, CompiledNode } from './compile-rule-set.ts'
import type { ExplainedLeaf, ExplainedNode, ExplainedValue } from './decision.model.ts'
import { displayText } from './display-value.ts'
import { type FactCatalog, type FactDefinition, findGroup } from './fact-catalog.model.ts'
import { type NormalValue, plainValue } from './fact-value.ts'
import type { ReadFacts } from './read-facts.ts'
import { conjunction, disjunction, negate, type Truth } from './truth.ts'

/** Both sides of a comparison for given facts, and which facts keep it from being made. */
type Sides = { actual: NormalValue | undefined; expected: Comparand | undefined; missing: string[] }

/** Both sides of each comparison of one evaluation. */
export type SidesOf = (node: CompiledLeaf) => Sides

/** Looks up both sides of comparisons, each once. Values that cannot be compared (kg with L) count as missing. */
export function sidesFrom(facts: Pick<ReadFacts, 'get'>): SidesOf {
	const found = new Map<CompiledLeaf, Sides>()
	return (node) => {
		const sides = found.get(node) ?? lookUp(node, facts)
		found.set(node, sides)
		return sides
	}
}

function lookUp(node: CompiledLeaf, facts: Pick<ReadFacts, 'get'>): Sides {
	const actual = facts.get(node.definition.name)
	const reference = 'reference' in node.expected ? node.expected.reference.name : undefined
	const expected = 'literal' in node.expected ? node.expected.literal : facts.get(node.expected.reference.name)
	const missing = [
		...(actual === undefined ? [node.definition.name] : []),
		...(expected === undefined && reference !== undefined ? [reference] : []),
	]
	if (actual !== undefined && expected !== undefined && !areComparable(node.definition.type, actual, expected))
		missing.push(node.definition.name)
	return { actual, expected, missing }
}

const labels = new WeakMap<FactCatalog, Map<FactDefinition, LocalizedText>>()

/** A fact's label with its group, for tables: `Lot · Expiry date`. */
export function factLabel(definition: FactDefinition, catalog: FactCatalog): LocalizedText {
	const known = labels.get(catalog) ?? new Map<FactDefinition, LocalizedText>()
	labels.set(catalog, known)
	const label = known.get(definition) ?? writeLabel(definition, catalog)
	known.set(definition, label)
	return label
}

function writeLabel(definition: FactDefinition, catalog: FactCatalog): LocalizedText {
	const group = findGroup(catalog, definition.fact)?.label
	const label = definition.label
	return group ? { en: `${group.en} · ${label.en}`, 'zh-CN': `${group['zh-CN']} · ${label['zh-CN']}` } : label
}

function explainedValue(value: Comparand | undefined, definition: FactDefinition): ExplainedValue {
	if (value === undefined) return null
	return typeof value === 'object' && !('unit' in value)
		? value.map((item) => plainValue(item, definition))
		: plainValue(value, definition)
}

type ExpectedWords = { value: ExplainedValue; text: LocalizedText }

/** What a literal is in words never changes with the facts, so each comparison says it once. */
const literalWords = new WeakMap<CompiledLeaf, ExpectedWords>()

function expectedWords(node: CompiledLeaf, expected: Comparand | undefined): ExpectedWords {
	const known = literalWords.get(node)
	if (known) return known
	const other = 'reference' in node.expected ? node.expected.reference : node.definition
	const words = { value: explainedValue(expected, other), text: displayText(expected, other) }
	if ('literal' in node.expected) literalWords.set(node, words)
	return words
}

function explainLeaf(node: CompiledLeaf, engineResult: boolean, sidesOf: SidesOf, catalog: FactCatalog): ExplainedLeaf {
	const { leaf, definition } = node
	const { actual, expected, missing } = sidesOf(node)
	const words = expectedWords(node, expected)
	const explained: ExplainedLeaf = {
		fact: leaf.fact,
		path: leaf.path,
		operator: leaf.operator,
		type: definition.type,
		label: leaf.title ?? factLabel(definition, catalog),
		expected: words.value,
		actual: explainedValue(actual, definition),
		expectedText: words.text,
		actualText: displayText(actual, definition),
		result: missing.length > 0 ? 'unknown' : engineResult,
		missing,
	}
	if ('reference' in node.expected) explained.against = node.expected.reference.name
	if (leaf.name) explained.name = leaf.name
	return explained
}

/**
 * The tree of a rule with the engine's result for every comparison that could be made, `unknown` for the others, and
 * the groups put together in three-valued logic.
 * @param results the engine's results, taken one by one in the order the comparisons are written
 */
export function explain(
	node: CompiledNode,
	results: Iterator<boolean>,
	sidesOf: SidesOf,
	catalog: FactCatalog,
): ExplainedNode {
	if (node.kind === 'leaf') {
		const next = results.next()
		if (next.done) throw new Error('The engine gave fewer comparisons than the rule has')
		return explainLeaf(node, next.value, sidesOf, catalog)
	}
	const title = node.title ? { title: node.title } : {}
	if (node.kind === 'not' || node.kind === 'shared') {
		const child = explain(node.child, results, sidesOf, catalog)
		if (node.kind === 'not') return { not: child, result: negate(child.result), ...title }
		return { condition: node.name, is: child, result: child.result, ...title }
	}
	const children = node.children.map((child) => explain(child, results, sidesOf, catalog))
	const truths: Truth[] = children.map((child) => child.result)
	if (node.kind === 'all') return { all: children, result: conjunction(truths), ...title }
	return { any: children, result: disjunction(truths), ...title }
}

const childrenOf = (node: ExplainedNode): readonly ExplainedNode[] => {
	if ('all' in node) return node.all
	if ('any' in node) return node.any
	if ('not' in node) return [node.not]
	return 'is' in node ? [node.is] : []
}

/** Every comparison of an explained tree. */
export const explainedLeaves = (node: ExplainedNode): ExplainedLeaf[] =>
	'operator' in node ? [node] : childrenOf(node).flatMap(explainedLeaves)

/** The facts on which an undecided tree hangs: a part that is decided hangs on nothing. */
export function missingFactsOf(node: ExplainedNode): string[] {
	if (node.result !== 'unknown') return []
	return 'operator' in node ? node.missing : [...new Set(childrenOf(node).flatMap(missingFactsOf))]
}
