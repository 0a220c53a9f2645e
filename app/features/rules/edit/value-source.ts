import { type FactCatalog, type FactDefinition, factsOf, findFact } from '../fact-catalog.model.ts'
import { OPERATORS_OF, type Operator, takesList } from '../operators.model.ts'
import type { BuilderRule } from './builder-query.ts'

/**
 * What a comparison compares with: a value, another fact, the day of the decision, or (for a date that has a day count)
 * a number of days from that day.
 */
export type ValueSource = 'value' | 'fact' | 'today' | 'days'

const TODAY = 'context.today'

/** The fact that counts the days until or since a date, where the catalogue has one: time to expiry for an expiry date. */
export const dayCountOf = (date: FactDefinition, catalog: FactCatalog): FactDefinition | undefined =>
	factsOf(catalog).find(
		({ derivation }) =>
			(derivation?.kind === 'days-until' || derivation?.kind === 'days-since') && derivation.of === date.name,
	)

/** What a comparison compares with now. */
export function valueSourceOf(rule: BuilderRule): ValueSource {
	if (rule.valueSource === 'value') return 'value'
	return rule.value === TODAY ? 'today' : 'fact'
}

/** What it may be compared with instead. A list is always one of values. */
export function sourcesOf(rule: BuilderRule, catalog: FactCatalog): ValueSource[] {
	const fact = findFact(catalog, rule.field)
	if (!fact || takesList(rule.operator as Operator)) return ['value']
	if (fact.type === 'boolean') return rule.valueSource === 'field' ? ['value', 'fact'] : ['value']
	if (fact.type !== 'date' || fact.name === TODAY) return ['value', 'fact']
	return ['value', 'fact', 'today', ...(dayCountOf(fact, catalog) ? (['days'] as const) : [])]
}

/** An operator on a date as it reads on the days until it; since it, later means fewer days. */
function countedOperator(operator: Operator, count: FactDefinition): Operator {
	if (count.derivation?.kind !== 'days-since') return operator
	const turned: Partial<Record<Operator, Operator>> = {
		lessThan: 'greaterThan',
		lessThanInclusive: 'greaterThanInclusive',
		greaterThan: 'lessThan',
		greaterThanInclusive: 'lessThanInclusive',
	}
	return turned[operator] ?? operator
}

/** The same comparison with something else. “Days from today” turns to the day count of the date. */
export function switchSource(rule: BuilderRule, source: ValueSource, catalog: FactCatalog): BuilderRule {
	const fact = findFact(catalog, rule.field)
	if (!fact || source === valueSourceOf(rule)) return rule
	switch (source) {
		case 'value': {
			const value = fact.type === 'quantity' ? { value: '', unit: 'KGM' } : fact.type === 'boolean' ? true : ''
			return { ...rule, valueSource: 'value', value }
		}
		case 'today':
			return { ...rule, valueSource: 'field', value: TODAY }
		case 'fact': {
			const others = factsOf(catalog).filter((other) => isLike(other, fact) && other.name !== TODAY)
			const [first] = others
			return first ? { ...rule, valueSource: 'field', value: first.name } : rule
		}
		case 'days': {
			const count = dayCountOf(fact, catalog)
			if (!count) return rule
			const operator = countedOperator(rule.operator as Operator, count)
			const allowed = OPERATORS_OF[count.type].includes(operator) ? operator : 'lessThan'
			return { ...rule, field: count.name, operator: allowed, valueSource: 'value', value: '' }
		}
	}
}

const isNumeric = (fact: FactDefinition): boolean => fact.type === 'integer' || fact.type === 'decimal'

/** Whether two facts may stand on the two sides of a comparison. */
export const isLike = (a: FactDefinition, b: FactDefinition): boolean =>
	a.name !== b.name && (a.type === b.type || (isNumeric(a) && isNumeric(b))) && a.unit === b.unit
