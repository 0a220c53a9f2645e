import { areComparable, type Comparand, exactAmount, operatorHolds } from './compare-values.ts'
import type { CompiledLeaf, CompiledNode, CompiledRuleSet } from './compile-rule-set.ts'
import { type FactDefinition, factsOf } from './fact-catalog.model.ts'
import type { NormalValue } from './fact-value.ts'
import type { Operator } from './operators.model.ts'
import type { Truth } from './truth.ts'

/** A truth as a small number, so that a pass over thousands of records allocates nothing. */
const FALSE = 0
const TRUE = 1
const UNKNOWN = 2
type Code = typeof FALSE | typeof TRUE | typeof UNKNOWN

/** The facts of one evaluation by their place, with each amount as a float where that is exact, otherwise NaN. */
export type FactSlots = { values: (NormalValue | undefined)[]; amounts: number[] }

type Closure = (facts: FactSlots) => Code

/** A rule as closures: its verdict, and one for each comparison in the order they are written. */
export type RuleClosures = { verdict: Closure; leaves: readonly Closure[] }

const TRUTHS: readonly Truth[] = [false, true, 'unknown']

/** The verdict on a rule for given facts. */
export const truthOf = (closure: Closure, facts: FactSlots): Truth => TRUTHS[closure(facts)] as Truth

/** Whether each comparison of a rule holds; one that cannot be made does not. */
export const leafResults = (rule: RuleClosures, facts: FactSlots): boolean[] =>
	rule.leaves.map((leaf) => leaf(facts) === TRUE)

/** The amount of a number or quantity as a float, NaN where it is none or would not be exact. */
export function amountOf(value: NormalValue | undefined, type: FactDefinition['type']): number {
	if (typeof value === 'object') return exactAmount(value.value)
	return (type === 'integer' || type === 'decimal') && typeof value === 'string' ? exactAmount(value) : Number.NaN
}

const orderHolds: Partial<Record<Operator, (a: number, b: number) => boolean>> = {
	equal: (a, b) => a === b,
	notEqual: (a, b) => a !== b,
	lessThan: (a, b) => a < b,
	lessThanInclusive: (a, b) => a <= b,
	greaterThan: (a, b) => a > b,
	greaterThanInclusive: (a, b) => a >= b,
}

const isList = (value: Comparand): value is readonly NormalValue[] => typeof value === 'object' && !('unit' in value)

/** Any comparison, by the same operators that the engine is given. */
function compareAny(
	{ leaf, definition }: CompiledLeaf,
	actual: NormalValue | undefined,
	expected: Comparand | undefined,
) {
	if (actual === undefined || expected === undefined) return UNKNOWN
	if (!areComparable(definition.type, actual, expected)) return UNKNOWN
	return operatorHolds(leaf.operator, definition.type, actual, expected) ? TRUE : FALSE
}

function numberClosure(node: CompiledLeaf, place: number, literal: NormalValue): Closure | null {
	const holds = orderHolds[node.leaf.operator]
	const limit = amountOf(literal, node.definition.type)
	if (!holds || Number.isNaN(limit)) return null
	const unit = typeof literal === 'object' ? literal.unit : null
	return ({ values, amounts }) => {
		const amount = amounts[place] as number
		const value = values[place]
		const isFast = !Number.isNaN(amount) && (unit === null || (value as { unit: string }).unit === unit)
		if (isFast) return holds(amount, limit) ? TRUE : FALSE
		return compareAny(node, value, literal)
	}
}

/** A fact against a fact; amounts as floats where both are exact. */
function referenceClosure(node: CompiledLeaf, place: number, other: number): Closure {
	const holds = orderHolds[node.leaf.operator]
	const { type } = node.definition
	if (!holds || (type !== 'integer' && type !== 'decimal'))
		return ({ values }) => compareAny(node, values[place], values[other])
	return ({ values, amounts }) => {
		const [a, b] = [amounts[place] as number, amounts[other] as number]
		if (Number.isNaN(a) || Number.isNaN(b)) return compareAny(node, values[place], values[other])
		return holds(a, b) ? TRUE : FALSE
	}
}

/** Texts, enumerations, booleans and dates are compared as they stand. */
function plainClosure({ leaf }: CompiledLeaf, place: number, literal: Comparand): Closure | null {
	const list = isList(literal) ? new Set(literal) : null
	const wanted = leaf.operator !== 'notEqual' && leaf.operator !== 'notIn'
	if (list) return ({ values }) => known(values[place], (value) => list.has(value) === wanted)
	if (leaf.operator === 'equal' || leaf.operator === 'notEqual')
		return ({ values }) => known(values[place], (value) => (value === literal) === wanted)
	return null
}

const known = (value: NormalValue | undefined, holds: (value: NormalValue) => boolean): Code =>
	value === undefined ? UNKNOWN : holds(value) ? TRUE : FALSE

const AMOUNTS: readonly FactDefinition['type'][] = ['integer', 'decimal', 'quantity']

function leafClosure(node: CompiledLeaf, placeOf: (name: string) => number): Closure {
	const place = placeOf(node.definition.name)
	if ('reference' in node.expected) {
		return referenceClosure(node, place, placeOf(node.expected.reference.name))
	}
	const { literal } = node.expected
	const isAmount = AMOUNTS.includes(node.definition.type)
	const fast = isAmount ? !isList(literal) && numberClosure(node, place, literal) : plainClosure(node, place, literal)
	return fast || (({ values }) => compareAny(node, values[place], literal))
}

/** Conjunction where `decisive` is FALSE, disjunction where it is TRUE; the first decisive child decides. */
function groupClosure(children: readonly Closure[], decisive: typeof FALSE | typeof TRUE): Closure {
	const otherwise = decisive === FALSE ? TRUE : FALSE
	return (facts) => {
		let result: Code = otherwise
		for (const child of children) {
			const code = child(facts)
			if (code === decisive) return decisive
			if (code === UNKNOWN) result = UNKNOWN
		}
		return result
	}
}

const NEGATED: readonly Code[] = [TRUE, FALSE, UNKNOWN]

function nodeClosure(node: CompiledNode, placeOf: (name: string) => number, leaves: Closure[]): Closure {
	if (node.kind === 'leaf') {
		const leaf = leafClosure(node, placeOf)
		leaves.push(leaf)
		return leaf
	}
	if ('children' in node) {
		const children = node.children.map((child) => nodeClosure(child, placeOf, leaves))
		return groupClosure(children, node.kind === 'all' ? FALSE : TRUE)
	}
	const child = nodeClosure(node.child, placeOf, leaves)
	return node.kind === 'not' ? (facts) => NEGATED[child(facts)] as Code : child
}

function addAsked(node: CompiledNode, names: Set<string>): void {
	if (node.kind === 'leaf') {
		names.add(node.definition.name)
		if ('reference' in node.expected) names.add(node.expected.reference.name)
		return
	}
	for (const child of 'children' in node ? node.children : [node.child]) addAsked(child, names)
}

/**
 * The facts that the conditions of versions of one subject ask for, with those that derived ones follow from, in the
 * order of the catalogue, in which derived ones are computed.
 */
export function factsAsked(versions: readonly CompiledRuleSet[]): FactDefinition[] {
	const all = versions[0] ? factsOf(versions[0].catalog) : []
	const names = new Set<string>()
	for (const version of versions) for (const rule of version.rules) addAsked(rule.root, names)
	for (const { name, derivation } of all.toReversed()) {
		if (!names.has(name) || !derivation || derivation.kind === 'today') continue
		names.add(derivation.of)
		if (derivation.kind === 'difference-percent') names.add(derivation.against)
	}
	return all.filter((definition) => names.has(definition.name))
}

/**
 * Turns the rules of a version into closures that give the same verdicts as json-rules-engine in a fraction of its time.
 * @param facts what `factsAsked` gives, for this version and maybe others
 */
export function compileClosures(version: CompiledRuleSet, facts: readonly FactDefinition[]): RuleClosures[] {
	const places = new Map(facts.map((definition, place) => [definition.name, place]))
	const placeOf = (name: string) => places.get(name) as number
	return version.rules.map((rule) => {
		const leaves: Closure[] = []
		return { verdict: nodeClosure(rule.root, placeOf, leaves), leaves }
	})
}
