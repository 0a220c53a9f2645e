import { Decimal } from 'decimal.js'
import { type FactCatalog, type FactDefinition, findFact } from '../fact-catalog.model.ts'
import type { BuilderRule } from './builder-query.ts'

/**
 * One direction in which rows of a table may differ, cut into parts that no comparison tells apart. Where values have an
 * order, part 2k+1 is the value `points[k]` and part 2k what lies below it and above the one before.
 */
export type Dimension = {
	key: string
	fact: string
	/** The other fact, where the rows compare two facts; the parts are then below, equal, above. */
	against: string | null
	isOrdered: boolean
	/** The one unit of the quantities of an ordered dimension of them. */
	unit: string | null
	points: readonly string[]
	size: number
	/** Parts that hold no value, such as what lies between 3 and 4 days. */
	empty: ReadonlySet<number>
}

/** What cannot be cut into parts: quantities in several units, values that are not of the fact's type. */
export class NotComparable extends Error {}

const ORDERED = new Set(['integer', 'decimal', 'date', 'quantity'])

/** Which dimension a comparison belongs to. */
export const dimensionKey = (rule: BuilderRule): string =>
	rule.valueSource === 'field' ? `${rule.field} ~ ${String(rule.value)}` : rule.field

const literalsOf = (rule: BuilderRule): unknown[] => (Array.isArray(rule.value) ? rule.value : [rule.value])

function unitOfAll(rules: readonly BuilderRule[]): string | null {
	const units = new Set(rules.flatMap(literalsOf).map((value) => (value as { unit?: string }).unit))
	if (units.size > 1) throw new NotComparable('Quantities in several units')
	return [...units][0] ?? null
}

/** A literal as text that two equal literals share. */
export function pointText(value: unknown, definition: FactDefinition): string {
	if (definition.type === 'quantity') return numberText((value as { value?: unknown } | null)?.value)
	if (definition.type === 'integer' || definition.type === 'decimal') return numberText(value)
	if (definition.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(String(value))) throw new NotComparable('No date')
	return String(value)
}

function numberText(value: unknown): string {
	try {
		return new Decimal(value as string).toFixed()
	} catch {
		throw new NotComparable('No number')
	}
}

function sorted(points: readonly string[], definition: FactDefinition): string[] {
	const unique = [...new Set(points)]
	return definition.type === 'date'
		? unique.toSorted()
		: unique.toSorted((a, b) => new Decimal(a).comparedTo(new Decimal(b)))
}

/** Between two neighbouring days or whole numbers there is nothing. */
function isGapEmpty(below: string, above: string, definition: FactDefinition): boolean {
	if (definition.type === 'integer') return new Decimal(above).minus(below).lessThanOrEqualTo(1)
	return definition.type === 'date' && Date.parse(above) - Date.parse(below) <= 86_400_000
}

function orderedDimension(key: string, rules: readonly BuilderRule[], definition: FactDefinition): Dimension {
	const points = sorted(
		rules.flatMap((rule) => literalsOf(rule).map((value) => pointText(value, definition))),
		definition,
	)
	const empty = points.flatMap((point, k) => {
		const below = points[k - 1]
		return below !== undefined && isGapEmpty(below, point, definition) ? [2 * k] : []
	})
	return {
		key,
		fact: definition.name,
		against: null,
		isOrdered: true,
		unit: definition.type === 'quantity' ? unitOfAll(rules) : null,
		points,
		size: 2 * points.length + 1,
		empty: new Set(empty),
	}
}

/** Values by name; where others are possible, one part more stands for all of them. */
function namedDimension(key: string, rules: readonly BuilderRule[], definition: FactDefinition): Dimension {
	const used = rules.flatMap((rule) => literalsOf(rule).map(String))
	const known = definition.type === 'boolean' ? ['true', 'false'] : (definition.values ?? []).map(({ value }) => value)
	const points = [...new Set([...known, ...used])]
	const isClosed = definition.type === 'boolean' || (definition.type === 'enum' && !definition.open)
	return {
		key,
		fact: definition.name,
		against: null,
		isOrdered: false,
		unit: null,
		points,
		size: points.length + (isClosed ? 0 : 1),
		empty: new Set(),
	}
}

/**
 * The dimension that these comparisons of one key span.
 * @throws NotComparable
 */
export function dimensionOf(rules: readonly BuilderRule[], catalog: FactCatalog): Dimension {
	const [first] = rules
	const definition = first && findFact(catalog, first.field)
	if (!first || !definition) throw new NotComparable('Unknown fact')
	const key = dimensionKey(first)
	const isOrdered = ORDERED.has(definition.type)
	if (first.valueSource === 'field') {
		const against = String(first.value)
		return {
			key,
			fact: first.field,
			against,
			isOrdered,
			unit: null,
			points: [against],
			size: isOrdered ? 3 : 2,
			empty: new Set(),
		}
	}
	return isOrdered ? orderedDimension(key, rules, definition) : namedDimension(key, rules, definition)
}

/** Which parts of a dimension a comparison lets through. */
export function partsOfRule(rule: BuilderRule, dimension: Dimension, catalog: FactCatalog): boolean[] {
	const definition = findFact(catalog, rule.field)
	if (!definition) throw new NotComparable('Unknown fact')
	const texts =
		dimension.against === null ? literalsOf(rule).map((value) => pointText(value, definition)) : [dimension.against]
	const at = texts.map(
		(text) => dimension.points.indexOf(text) * (dimension.isOrdered ? 2 : 1) + (dimension.isOrdered ? 1 : 0),
	)
	const [mark = -1] = at
	const holds = (part: number): boolean => {
		switch (rule.operator) {
			case 'equal':
			case 'in':
				return at.includes(part)
			case 'notEqual':
			case 'notIn':
				return !at.includes(part)
			case 'lessThan':
				return part < mark
			case 'lessThanInclusive':
				return part <= mark
			case 'greaterThan':
				return part > mark
			case 'greaterThanInclusive':
				return part >= mark
			default:
				throw new NotComparable('Unknown operator')
		}
	}
	return Array.from({ length: dimension.size }, (_, part) => !dimension.empty.has(part) && holds(part))
}
