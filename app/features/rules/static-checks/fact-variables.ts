import { Decimal } from 'decimal.js'
import type { CompiledLeaf } from '../compile-rule-set.ts'
import { deriveFact } from '../derive-fact.ts'
import { type FactCatalog, type FactDefinition, factsOf, findFact } from '../fact-catalog.model.ts'
import { type NormalValue, plainValue } from '../fact-value.ts'
import { ANALYSIS_DAY } from './analysis-day.model.ts'
import {
	amountsFor,
	type Component,
	componentsOf,
	type DomainProblem,
	datesFor,
	daysOf,
	quantitiesFor,
	wordsFor,
} from './fact-domains.ts'

/** One value that a variable may take: the fact as it would be given, and what that makes of it and its derived facts. */
export type Option = { given: { name: string; value: unknown }; known: readonly (readonly [string, NormalValue])[] }

/** A fact that may be chosen freely, with values that stand for all of its values. */
export type Variable = { name: string; options: readonly Option[] }

type Group = { source: FactDefinition; direct: boolean; derived: FactDefinition[] }

const sourceOf = (fact: FactDefinition, catalog: FactCatalog): FactDefinition => {
	const { derivation } = fact
	if (!derivation || derivation.kind === 'today') return fact
	return findFact(catalog, derivation.of) ?? fact
}

/** The facts that are asked for, by the fact that they follow from. */
function groupsOf(asked: readonly FactDefinition[], catalog: FactCatalog): Group[] {
	const groups = new Map<string, Group>()
	for (const fact of asked) {
		const source = sourceOf(fact, catalog)
		const group = groups.get(source.name) ?? { source, direct: false, derived: [] }
		groups.set(source.name, group)
		if (source === fact) group.direct = true
		else group.derived.push(fact)
	}
	return [...groups.values()]
}

const isDays = ({ derivation }: FactDefinition): boolean =>
	derivation?.kind === 'days-until' || derivation?.kind === 'days-since'
const isToday = ({ derivation }: FactDefinition): boolean => derivation?.kind === 'today'

/** Values of a fact by its own comparisons alone. */
function valuesOf(fact: FactDefinition, component: Component): NormalValue[] | DomainProblem {
	switch (fact.type) {
		case 'boolean':
			return [true, false]
		case 'text':
		case 'enum':
			return wordsFor(fact, component)
		case 'integer':
		case 'decimal':
			return amountsFor(fact, component)
		case 'quantity':
			return quantitiesFor(fact, component)
		case 'date': {
			const relative = [...component.facts].some(isToday)
			if (relative && component.literals.length > 0) return 'day-dependent'
			const days = relative ? [new Decimal(0)] : daysOf(component.literals, ANALYSIS_DAY)
			return datesFor(days, component.facts.size, ANALYSIS_DAY)
		}
	}
}

const option = (fact: FactDefinition, value: NormalValue, known: Option['known']): Option => ({
	given: { name: fact.name, value: plainValue(value, fact) },
	known: [[fact.name, value], ...known],
})

/** Values of a source that other asked facts follow from too, with what each makes of them. */
function sharedSource(group: Group, components: ReadonlyMap<FactDefinition, Component>): Variable | DomainProblem {
	const { source, derived } = group
	if (derived.some(({ derivation }) => derivation?.kind === 'difference-percent')) return 'formula'
	const own = components.get(source)
	const limits = derived.filter(isDays).flatMap((fact) => {
		const component = components.get(fact)
		const sign = fact.derivation?.kind === 'days-since' ? -1 : 1
		return (component?.literals ?? []).map((value) => new Decimal(String(value)).times(sign))
	})
	const comparesDays = derived.some((fact) => isDays(fact) && (components.get(fact)?.facts.size ?? 0) > 1)
	if (comparesDays) return 'formula'
	let values: NormalValue[] | DomainProblem
	if (source.type === 'date') {
		const isRelative = limits.length > 0 || [...(own?.facts ?? [])].some(isToday)
		if (isRelative && (own?.literals.length ?? 0) > 0) return 'day-dependent'
		// Another date that this one is compared with must take the same values; it does not know of the days.
		if (limits.length > 0 && (own?.facts.size ?? 1) > 1) return 'formula'
		values = isRelative
			? datesFor([new Decimal(0), ...limits], own?.facts.size ?? 1, ANALYSIS_DAY)
			: valuesOf(source, own ?? { facts: new Set([source]), literals: [] })
	} else {
		const zero = derived.some(({ derivation }) => derivation?.kind === 'is-zero' || derivation?.kind === 'is-positive')
		const component = own ?? { facts: new Set([source]), literals: [] }
		// Facts that it is compared with would need values around zero too, which they do not know of.
		if (zero && component.facts.size > 1) return 'formula'
		values = valuesOf(source, { ...component, literals: [...component.literals, ...(zero ? ['0'] : [])] })
	}
	if (!Array.isArray(values)) return values
	const options = values.map((value) => {
		const known = derived.flatMap((fact) => {
			const made =
				fact.derivation &&
				deriveFact(fact.derivation, (name) => (name === source.name ? value : undefined), ANALYSIS_DAY)
			return made === undefined ? [] : [[fact.name, made] as const]
		})
		return option(source, value, known)
	})
	const absent = derived
		.filter(({ derivation }) => derivation?.kind === 'true-if-known')
		.map((fact) => option(fact, false, []))
	return { name: source.name, options: [...options, ...absent] }
}

function freeFact(fact: FactDefinition, components: ReadonlyMap<FactDefinition, Component>): Variable | DomainProblem {
	const component = components.get(fact) ?? { facts: new Set([fact]), literals: [] }
	const values = valuesOf(fact, component)
	if (!Array.isArray(values)) return values
	return { name: fact.name, options: values.map((value) => option(fact, value, [])) }
}

/** Today cannot be chosen; it is the day on which the facts are made up. */
const todayAlone = (fact: FactDefinition): Variable => ({
	name: fact.name,
	options: [{ given: { name: fact.name, value: ANALYSIS_DAY }, known: [[fact.name, ANALYSIS_DAY]] }],
})

/**
 * The facts that comparisons ask for as variables, each with so many values that whatever can happen happens with one
 * of them. A derived fact follows from its source where others ask for the source too; otherwise it is chosen itself.
 * A problem, where that cannot be promised.
 */
export function variablesFor(leaves: readonly CompiledLeaf[], catalog: FactCatalog): Variable[] | DomainProblem {
	const components = componentsOf(leaves)
	const asked = factsOf(catalog).filter((fact) => components.has(fact))
	const variables: Variable[] = []
	for (const group of groupsOf(asked, catalog)) {
		const { source, direct, derived } = group
		const only = derived.length === 1 && !direct ? derived[0] : undefined
		const made =
			direct && isToday(source)
				? todayVariable(source, components)
				: only
					? freeFact(only, components)
					: derived.length > 0
						? sharedSource(group, components)
						: freeFact(source, components)
		if (typeof made === 'string') return made
		variables.push(made)
	}
	return formulasMeet(asked) ? 'formula' : mostAskedFirst(variables, leaves)
}

/** Facts that most comparisons ask for decide most, so they are chosen first. */
function mostAskedFirst(variables: readonly Variable[], leaves: readonly CompiledLeaf[]): Variable[] {
	const names = leaves.map(({ definition }) => definition.name)
	const asked = ({ options }: Variable) => {
		const own = new Set(options.flatMap(({ known }) => known.map(([name]) => name)))
		return names.filter((name) => own.has(name)).length
	}
	return variables.toSorted((a, b) => asked(b) - asked(a))
}

function todayVariable(
	today: FactDefinition,
	components: ReadonlyMap<FactDefinition, Component>,
): Variable | DomainProblem {
	return (components.get(today)?.literals.length ?? 0) > 0 ? 'day-dependent' : todayAlone(today)
}

/** Whether a difference is asked for together with the amount that it is measured against. */
const formulasMeet = (asked: readonly FactDefinition[]): boolean => {
	const names = new Set(asked.map((fact) => fact.name))
	return asked.some(({ derivation }) => derivation?.kind === 'difference-percent' && names.has(derivation.against))
}
