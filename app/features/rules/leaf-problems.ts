import { isLocalDate } from '#app/core/local-date.ts'
import { type ConditionValue, isFactReference, type LeafCondition } from './condition.schema.ts'
import { type FactCatalog, type FactDefinition, factName, findFact, findGroup } from './fact-catalog.model.ts'
import { TYPE_NAMES } from './fact-type-names.model.ts'
import { normalizeValue } from './fact-value.ts'
import { OPERATORS_OF, takesList } from './operators.model.ts'
import { type Problem, problem } from './problem.model.ts'
import { unitLabel } from './unit-label.ts'

const NUMERIC: readonly FactDefinition['type'][] = ['integer', 'decimal']

function unitText(definition: FactDefinition) {
	const unit = definition.unit
	if (unit === undefined) return { en: 'no unit', 'zh-CN': '无单位' }
	return { en: unitLabel(unit, 'en'), 'zh-CN': unitLabel(unit, 'zh-CN') }
}

function unknownFact(catalog: FactCatalog, fact: string, path: string, pointer: string): Problem {
	const group = findGroup(catalog, fact)
	return group
		? problem('unknown-fact-path', `${pointer}/path`, group.label, path.slice(2))
		: problem('unknown-fact', `${pointer}/fact`, fact, catalog.label)
}

/** Whether a literal is written as its type is: numbers as numbers, days as days without a time. */
function isWrittenAs(item: unknown, type: FactDefinition['type']): boolean {
	if (type === 'date') return typeof item === 'string' && isLocalDate(item)
	return NUMERIC.includes(type) === (typeof item === 'number')
}

/** A literal must be of the type of its fact; a text never stands for a number, nor a number for a text. */
function literalProblems(item: unknown, definition: FactDefinition, pointer: string): Problem[] {
	if (definition.type === 'enum' && typeof item === 'string') return enumProblems(item, definition, pointer)
	if (isWrittenAs(item, definition.type) && normalizeValue(item, definition, 'UTC') !== undefined) return []
	const given = JSON.stringify(item)
	return [problem('value-type-mismatch', pointer, definition.label, TYPE_NAMES[definition.type], given)]
}

function enumProblems(item: string, definition: FactDefinition, pointer: string): Problem[] {
	const values = definition.values ?? []
	if (values.some((known) => known.value === item)) return []
	if (definition.open) return [problem('unlisted-enum-value', pointer, definition.label, item)]
	return [problem('unknown-enum-value', pointer, definition.label, item, values.map((v) => v.value).join(', '))]
}

function listProblems(value: readonly unknown[], definition: FactDefinition, pointer: string): Problem[] {
	return value.flatMap((item, index) => [
		...literalProblems(item, definition, `${pointer}/${index}`),
		...(value.indexOf(item) < index ? [problem('duplicate-list-value', `${pointer}/${index}`, String(item))] : []),
	])
}

function sameKind(a: FactDefinition, b: FactDefinition): boolean {
	if (NUMERIC.includes(a.type)) return NUMERIC.includes(b.type)
	if (a.type !== 'enum' || b.type !== 'enum') return a.type === b.type
	return (a.values ?? []).some((value) => b.values?.some((other) => other.value === value.value))
}

function referenceProblems(a: FactDefinition, b: FactDefinition, pointer: string): Problem[] {
	if (!sameKind(a, b))
		return [problem('fact-type-mismatch', pointer, a.label, TYPE_NAMES[a.type], b.label, TYPE_NAMES[b.type])]
	if (a.unit !== b.unit) return [problem('unit-mismatch', pointer, a.label, unitText(a), b.label, unitText(b))]
	return a.name === b.name ? [problem('compared-with-itself', pointer, a.label)] : []
}

function valueProblems(leaf: LeafCondition, definition: FactDefinition, catalog: FactCatalog, pointer: string) {
	const value: ConditionValue = leaf.value
	if (takesList(leaf.operator)) {
		return Array.isArray(value)
			? listProblems(value, definition, pointer)
			: [problem('list-needed', pointer, leaf.operator)]
	}
	if (Array.isArray(value)) return [problem('single-value-needed', pointer, leaf.operator)]
	if (!isFactReference(value)) return literalProblems(value, definition, pointer)
	const other = findFact(catalog, factName(value.fact, value.path))
	return other ? referenceProblems(definition, other, pointer) : [unknownFact(catalog, value.fact, value.path, pointer)]
}

/**
 * Checks one comparison against the catalogue: facts exist, the operator suits the type, the value is of the type.
 * Codes: `unknown-fact`, `unknown-fact-path`, `operator-not-for-type`, `value-type-mismatch`, `list-needed`,
 * `single-value-needed`, `unknown-enum-value`, `unlisted-enum-value`, `duplicate-list-value`, `fact-type-mismatch`,
 * `unit-mismatch`, `compared-with-itself`.
 */
export function leafProblems(leaf: LeafCondition, catalog: FactCatalog, pointer: string): Problem[] {
	const definition = findFact(catalog, factName(leaf.fact, leaf.path))
	if (!definition) return [unknownFact(catalog, leaf.fact, leaf.path, pointer)]
	const operators = OPERATORS_OF[definition.type]
	if (!operators.includes(leaf.operator)) {
		const at = `${pointer}/operator`
		return [problem('operator-not-for-type', at, leaf.operator, TYPE_NAMES[definition.type], operators.join(', '))]
	}
	return valueProblems(leaf, definition, catalog, `${pointer}/value`)
}
