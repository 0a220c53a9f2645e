import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import type { BuilderRule } from '#app/features/rules/edit/builder-query.ts'
import { tableOf } from '#app/features/rules/edit/decision-table.ts'
import { regionCondition } from '#app/features/rules/edit/region-condition.ts'
import { coverageOf, rowsOfTable } from '#app/features/rules/edit/table-coverage.ts'
import { givenFacts, unknownFacts, withFact } from '#app/features/rules/edit/test-facts.ts'
import { sourcesOf, switchSource, valueSourceOf } from '#app/features/rules/edit/value-source.ts'
import { leaf } from '../rule-set-factory.ts'

const catalog = DEFAULT_CATALOGS.receipt_line

const coverage = (conditions: readonly object[]) => {
	const table = tableOf(conditions.map((one) => ({ conditions: one })))
	return coverageOf(
		rowsOfTable(table, () => 'block'),
		catalog,
	)
}

test('a rule made for a gap answers in it: together nothing is left open', () => {
	const conditions: object[] = [
		{ all: [leaf('certificate.daysToExpiry', 'lessThan', 30), leaf('lot.onHold', 'equal', false)] },
		{ all: [leaf('certificate.daysToExpiry', 'greaterThan', 60), leaf('lot.heat', 'in', ['A', 'B'])] },
	]
	for (let round = 0; round < 12; round += 1) {
		const [gap] = coverage(conditions).gaps ?? []
		if (!gap) break
		const made = regionCondition(gap, catalog)
		if (!made) throw new Error('A gap everywhere')
		const spread = 'any' in made ? made : tableOf([{ conditions: made }]).rules.length > 0 ? made : null
		if (!spread) break
		conditions.push(spread)
	}
	const left = coverage(conditions).gaps ?? []
	// What is left needs “any of” inside “all of”, which a table shows beside itself.
	for (const gap of left) expect(JSON.stringify(regionCondition(gap, catalog))).toContain('"any"')
	expect(conditions.length).toBeGreaterThan(2)
})

test('a gap of quantities keeps its unit', () => {
	const [gap] = coverage([{ all: [leaf('lot.quantity', 'lessThan', { value: '1.5', unit: 'LTR' })] }]).gaps ?? []
	expect(regionCondition(gap ?? [], catalog)).toEqual({
		all: [leaf('lot.quantity', 'greaterThanInclusive', { value: '1.5', unit: 'LTR' })],
	})
})

test('reads and changes the facts of a test; an empty group goes with its last fact', () => {
	const facts = { lot: { onHold: true, colour: 'red' }, item: { sku: null } }
	expect(givenFacts(facts, catalog).map(({ fact, value }) => [fact.name, value])).toEqual([
		['lot.onHold', true],
		['item.sku', null],
	])
	expect(unknownFacts(facts, catalog)).toEqual(['lot.colour'])
	expect(withFact(facts, 'lot.heat', 'T1')).toMatchObject({ lot: { onHold: true, heat: 'T1' } })
	expect(withFact(facts, 'item.sku', undefined)).toEqual({ lot: facts.lot })
})

const rule = (field: string, operator: string, value: unknown): BuilderRule => ({
	field,
	operator,
	value,
	valueSource: 'value',
})

test('a date may be compared with today, and with days from today where the catalogue counts them', () => {
	const expiry = rule('lot.expiresOn', 'lessThan', '2027-01-01')
	expect(sourcesOf(expiry, catalog)).toEqual(['value', 'fact', 'today', 'days'])
	expect(valueSourceOf(switchSource(expiry, 'today', catalog))).toBe('today')
	expect(switchSource(expiry, 'days', catalog)).toMatchObject({
		field: 'lot.remainingShelfLifeDays',
		operator: 'lessThan',
	})
	// Later made means fewer days old.
	expect(switchSource(rule('lot.manufacturedOn', 'greaterThan', ''), 'days', catalog)).toMatchObject({
		field: 'lot.ageDays',
		operator: 'lessThan',
	})
})

test('a list is one of values, never a fact', () => {
	expect(sourcesOf(rule('lot.heat', 'in', ['A']), catalog)).toEqual(['value'])
})
