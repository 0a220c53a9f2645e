import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factAndPath } from '#app/features/rules/edit/builder-query.ts'
import { conditionOfRule, tableOf, withCell } from '#app/features/rules/edit/decision-table.ts'
import { leaf, rule } from '../rule-set-factory.ts'
import { conditionArbitrary, flatConditionArbitrary } from './random-condition.ts'

const mixed = fc.array(fc.oneof(conditionArbitrary, flatConditionArbitrary), { maxLength: 6 })

test('gives every rule in the table back as it was, and lists every other one', () => {
	let shown = 0
	fc.assert(
		fc.property(mixed, (conditions) => {
			const rules = conditions.map((condition, index) => ({ key: `r${index}`, conditions: condition }))
			const table = tableOf(rules)
			const seen = [...table.rules, ...table.others].map(({ index }) => index)
			expect(seen.toSorted((a, b) => a - b)).toEqual(rules.map((_rule, index) => index))
			expect(table.rules.map(({ index }) => index)).toEqual(
				table.rules.map(({ index }) => index).toSorted((a, b) => a - b),
			)
			for (const fitting of table.rules)
				expect(JSON.stringify(conditionOfRule(fitting))).toBe(JSON.stringify(conditions[fitting.index]))
			shown += table.rules.length
		}),
		{ numRuns: 2_000 },
	)
	expect(shown).toBeGreaterThan(1_000)
})

test('setting a cell to what it holds changes nothing', () => {
	fc.assert(
		fc.property(flatConditionArbitrary, (condition) => {
			const [fitting] = tableOf([{ conditions: condition }]).rules
			fitting?.rows.forEach((row, at) => {
				for (const fact of new Set(row.comparisons.map(({ field }) => field))) {
					const same = row.comparisons.filter(({ field }) => field === fact)
					const again = conditionOfRule(withCell(fitting, at, fact, same))
					expect(JSON.stringify(again)).toBe(JSON.stringify(condition))
				}
			})
		}),
		{ numRuns: 1_000 },
	)
})

const [onHold, days] = [leaf('lot.onHold', 'equal', true), leaf('lot.remainingShelfLifeDays', 'lessThan', 30)]

test('has one row for a rule of all, and one for each alternative of a rule of any', () => {
	const table = tableOf([rule({ all: [onHold, days] }), rule({ any: [onHold, { all: [days, onHold] }] })])
	expect(table.columns).toEqual(['lot.onHold', 'lot.remainingShelfLifeDays'])
	expect(table.rules.map(({ rows }) => rows.length)).toEqual([1, 2])
})

test.each([
	['nested', { all: [onHold, { any: [days] }] }],
	['shared', { all: [{ condition: 'exempt' }] }],
	['not', { not: onHold }],
	['not', { any: [onHold, { not: days }] }],
	['unreadable', { all: [{ fact: 'lot' }] }],
])('says of a rule that does not fit that it is %s', (why, conditions) => {
	expect(tableOf([{ conditions }]).others).toEqual([{ index: 0, why }])
})

test('an edited cell keeps its place in the row, an added one comes last, an emptied one goes', () => {
	const [fitting] = tableOf([rule({ all: [days, onHold] })]).rules
	if (!fitting) throw new Error('The rule fits')
	const later = { field: 'lot.remainingShelfLifeDays', operator: 'lessThan', value: 45, valueSource: 'value' as const }
	expect(conditionOfRule(withCell(fitting, 0, 'lot.remainingShelfLifeDays', [later]))).toEqual({
		all: [{ ...days, value: 45 }, onHold],
	})
	const sku = { field: 'item.sku', operator: 'equal', value: 'X', valueSource: 'value' as const }
	expect(conditionOfRule(withCell(fitting, 0, 'item.sku', [sku]))).toEqual({
		all: [days, onHold, { ...factAndPath('item.sku'), operator: 'equal', value: 'X' }],
	})
	expect(conditionOfRule(withCell(fitting, 0, 'lot.onHold', []))).toEqual({ all: [days] })
})
