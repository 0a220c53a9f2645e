import { type FactCatalog, findFact } from '../fact-catalog.model.ts'
import { type BuilderPart, type BuilderRule, conditionOf } from './builder-query.ts'
import type { Region } from './table-coverage.ts'
import type { Dimension } from './table-dimension.ts'

/** Neighbouring parts as spans; parts that hold nothing between two that do belong to the span. */
function spansOf(parts: readonly number[], { empty }: Dimension): [from: number, to: number][] {
	const spans: [number, number][] = []
	for (const part of parts.toSorted((a, b) => a - b)) {
		const last = spans.at(-1)
		const isNext = last !== undefined && (part === last[1] + 1 || (part === last[1] + 2 && empty.has(part - 1)))
		if (last && isNext) last[1] = part
		else spans.push([part, part])
	}
	return spans
}

function literalOf(text: string, { fact, unit }: Dimension, catalog: FactCatalog): unknown {
	switch (findFact(catalog, fact)?.type) {
		case 'integer':
		case 'decimal':
			return Number(text)
		case 'boolean':
			return text === 'true'
		case 'quantity':
			return { value: text, unit: unit ?? '' }
		default:
			return text
	}
}

type Make = (operator: string, value: unknown) => BuilderRule

const maker =
	({ fact, against }: Dimension): Make =>
	(operator, value) => ({ field: fact, operator, value, valueSource: against === null ? 'value' : 'field' })

const AGAINST = ['lessThan', 'equal', 'greaterThan'] as const
const AGAINST_SPAN: Readonly<Record<string, string>> = { '0-1': 'lessThanInclusive', '1-2': 'greaterThanInclusive' }

function againstFact(dimension: Dimension, parts: readonly number[]): BuilderRule[][] {
	const make = maker(dimension)
	if (!dimension.isOrdered) return [[make(parts.includes(0) ? 'equal' : 'notEqual', dimension.against)]]
	return spansOf(parts, dimension).map(([from, to]) => [
		make(AGAINST_SPAN[`${from}-${to}`] ?? AGAINST[from] ?? 'equal', dimension.against),
	])
}

function orderedSpan(dimension: Dimension, [from, to]: readonly [number, number], literal: (text: string) => unknown) {
	const make = maker(dimension)
	const pointAt = (part: number) => literal(dimension.points[Math.floor(part / 2)] ?? '')
	if (from === to && from % 2 === 1) return [make('equal', pointAt(from))]
	const low =
		from === 0
			? []
			: [from % 2 === 1 ? make('greaterThanInclusive', pointAt(from)) : make('greaterThan', pointAt(from - 1))]
	const isOpenEnd = to >= dimension.size - 1
	const high = isOpenEnd
		? []
		: [to % 2 === 1 ? make('lessThanInclusive', pointAt(to)) : make('lessThan', pointAt(to + 1))]
	return [...low, ...high]
}

/** The comparisons that hold in just these parts of a dimension: any of the spans, all of the comparisons of a span. */
export function comparisonsOfParts(
	dimension: Dimension,
	parts: readonly number[],
	catalog: FactCatalog,
): BuilderRule[][] {
	if (dimension.against !== null) return againstFact(dimension, parts)
	const literal = (text: string) => literalOf(text, dimension, catalog)
	if (dimension.isOrdered) return spansOf(parts, dimension).map((span) => orderedSpan(dimension, span, literal))
	const make = maker(dimension)
	const named = parts.flatMap((part) => dimension.points.slice(part, part + 1))
	const isRest = parts.includes(dimension.points.length)
	const others = dimension.points.filter((point) => !named.includes(point))
	if (isRest)
		return [[others.length === 1 ? make('notEqual', literal(others[0] ?? '')) : make('notIn', others.map(literal))]]
	return [[named.length === 1 ? make('equal', literal(named[0] ?? '')) : make('in', named.map(literal))]]
}

/** A condition that holds in a region, for a rule that answers there. Null where it holds everywhere. */
export function regionCondition(region: Region, catalog: FactCatalog): Record<string, unknown> | null {
	if (region.length === 0) return null
	const parts = region.flatMap(({ dimension, parts: allowed }): BuilderPart[] => {
		const spans = comparisonsOfParts(dimension, allowed, catalog)
		const [only] = spans
		if (only && spans.length === 1) return only
		return [
			{
				combinator: 'any',
				rules: spans.map((span) => {
					const [single] = span
					return single && span.length === 1 ? single : { combinator: 'all', rules: span }
				}),
			},
		]
	})
	return conditionOf({ combinator: 'all', rules: parts })
}
