import { Decimal } from 'decimal.js'
import { addDays, daysBetween } from '#app/core/local-date.ts'
import { convert, type Quantity } from '#app/core/quantity.ts'
import type { Comparand } from '../compare-values.ts'
import type { CompiledLeaf } from '../compile-rule-set.ts'
import type { FactDefinition } from '../fact-catalog.model.ts'
import type { NormalValue } from '../fact-value.ts'

/** Why facts cannot be gone through: the answer depends on the day, units do not convert, a formula of two facts. */
export type DomainProblem = 'day-dependent' | 'units' | 'formula'

/** Facts that are compared with each other, and every literal that one of them is compared with. */
export type Component = { facts: Set<FactDefinition>; literals: NormalValue[] }

const literalsOf = (value: Comparand): readonly NormalValue[] =>
	typeof value === 'object' && !('unit' in value) ? value : [value as NormalValue]

/** Puts facts that meet in a comparison into one component. */
export function componentsOf(leaves: readonly CompiledLeaf[]): Map<FactDefinition, Component> {
	const found = new Map<FactDefinition, Component>()
	const componentOf = (fact: FactDefinition): Component => {
		const known = found.get(fact) ?? { facts: new Set([fact]), literals: [] }
		found.set(fact, known)
		return known
	}
	for (const { definition, expected } of leaves) {
		const own = componentOf(definition)
		if ('literal' in expected) {
			own.literals.push(...literalsOf(expected.literal))
			continue
		}
		const other = componentOf(expected.reference)
		if (other === own) continue
		for (const fact of other.facts) {
			own.facts.add(fact)
			found.set(fact, own)
		}
		own.literals.push(...other.literals)
	}
	return found
}

const FAR = 10

const byOrder = (a: Decimal, b: Decimal): number => a.comparedTo(b)

function unique(values: readonly Decimal[]): Decimal[] {
	const sorted = values.toSorted(byOrder)
	return sorted.filter((value, index) => index === 0 || !value.equals(sorted[index - 1] as Decimal))
}

/** `count` values strictly between two bounds, whole ones where `whole`; fewer where there are not so many. */
function between(low: Decimal, high: Decimal, count: number, whole: boolean): Decimal[] {
	if (!whole) {
		const step = high.minus(low).div(count + 1)
		return Array.from({ length: count }, (_value, index) => low.plus(step.times(index + 1)))
	}
	const first = low.floor().plus(1)
	const room = high.ceil().minus(first).toNumber()
	return Array.from({ length: Math.min(count, Math.max(0, room)) }, (_value, index) => first.plus(index))
}

/**
 * Numbers that stand for all others: each literal, and in each gap as many as there are facts that may differ there.
 * Comparisons cannot tell two numbers of one gap apart, so whatever can happen happens with these.
 */
export function numbersFor(literals: readonly Decimal[], facts: number, whole: boolean): Decimal[] {
	const limits = unique(literals.length > 0 ? literals : [new Decimal(0)])
	const below = (limits[0] as Decimal).minus(FAR * facts)
	const above = (limits.at(-1) as Decimal).plus(FAR * facts)
	const bounds = [below, ...limits, above]
	const gaps = bounds.slice(1).flatMap((high, index) => between(bounds[index] as Decimal, high, facts, whole))
	const fitting = limits.filter((limit) => !whole || limit.isInteger())
	return unique([...fitting, ...gaps])
}

const plain = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed())

/** Values of an integer or decimal fact. A decimal one also takes whole numbers, which integers may be compared with. */
export function amountsFor(fact: FactDefinition, component: Component): string[] {
	const literals = component.literals.map((value) => new Decimal(String(value)))
	const count = component.facts.size
	const isWhole = fact.type === 'integer'
	const values = isWhole
		? numbersFor(literals, count, true)
		: unique([...numbersFor(literals, count, false), ...(count > 1 ? numbersFor(literals, count, true) : [])])
	return values.map(plain)
}

/** Values of a quantity, all in one unit; a problem where the literals' units do not convert. */
export function quantitiesFor(fact: FactDefinition, component: Component): Quantity[] | 'units' {
	const given = component.literals as readonly Quantity[]
	const unit = given[0]?.unit ?? (fact.example as Quantity).unit
	const converted = given.map((value) => convert(value, unit))
	const literals = converted.flatMap((one) => (one.ok ? [new Decimal(one.value.value)] : []))
	if (literals.length < given.length) return 'units'
	return numbersFor(literals, component.facts.size, false).map((value) => ({ value: plain(value), unit }))
}

/** Dates as days from `today`. */
export const datesFor = (days: readonly Decimal[], facts: number, today: string): string[] =>
	numbersFor(days, facts, true).map((day) => addDays(today, day.toNumber()))

/** How many days after `today` the dates of a component's literals are. */
export const daysOf = (literals: readonly NormalValue[], today: string): Decimal[] =>
	literals.map((date) => new Decimal(daysBetween(today, String(date))))

/** Values of a text or enumeration: each literal, and as many others as there are facts. Others cannot be told apart. */
export function wordsFor(fact: FactDefinition, component: Component): string[] {
	const literals = [...new Set(component.literals.map(String))]
	const listed = fact.values?.map(({ value }) => value) ?? []
	const isClosed = fact.type === 'enum' && !fact.open
	const made = isClosed ? [] : Array.from({ length: component.facts.size }, (_one, index) => `other_${index + 1}`)
	const others = [...listed, ...made].filter((value) => !literals.includes(value)).slice(0, component.facts.size)
	const allowed = isClosed ? literals.filter((value) => listed.includes(value)) : literals
	return [...allowed, ...others]
}
