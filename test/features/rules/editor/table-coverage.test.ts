import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import type { Condition } from '#app/features/rules/condition.schema.ts'
import { tableOf } from '#app/features/rules/edit/decision-table.ts'
import { coverageOf, rowsOfTable } from '#app/features/rules/edit/table-coverage.ts'
import { fact, leaf } from '../rule-set-factory.ts'

const catalog = DEFAULT_CATALOGS.receipt_line

function analyse(...rules: [outcome: string, condition: Condition][]) {
	const table = tableOf(rules.map(([, conditions]) => ({ conditions })))
	return coverageOf(
		rowsOfTable(table, (index) => rules[index]?.[0] ?? ''),
		catalog,
	)
}

const days = (operator: 'lessThan' | 'lessThanInclusive' | 'greaterThanInclusive' | 'greaterThan', value: number) =>
	leaf('certificate.daysToExpiry', operator, value)

test('finds where two rows answer with different outcomes', () => {
	const { overlaps } = analyse(
		['block', { all: [days('lessThan', 45)] }],
		['warn', { all: [days('greaterThanInclusive', 30), days('lessThan', 60)] }],
	)
	expect(overlaps).toHaveLength(1)
	expect(overlaps[0]).toMatchObject({ rows: [0, 1], isHidden: false })
	// points 30, 45, 60: 30 itself is part 1, what lies between 30 and 45 is part 2
	expect(overlaps[0]?.region[0]).toMatchObject({ dimension: { points: ['30', '45', '60'] }, parts: [1, 2] })
})

test('rows that only touch, rows of one outcome and checks of different things do not overlap', () => {
	expect(
		analyse(['block', { all: [days('lessThan', 30)] }], ['warn', { all: [days('greaterThanInclusive', 30)] }]).overlaps,
	).toEqual([])
	expect(
		analyse(['block', { all: [days('lessThan', 30)] }], ['block', { all: [days('lessThan', 60)] }]).overlaps,
	).toEqual([])
	expect(
		analyse(['block', { all: [days('lessThan', 30)] }], ['warn', { all: [leaf('lot.onHold', 'equal', true)] }])
			.overlaps,
	).toEqual([])
})

test('says when a row is hidden by the one above', () => {
	const { overlaps } = analyse(['block', { all: [days('lessThan', 60)] }], ['warn', { all: [days('lessThan', 30)] }])
	expect(overlaps[0]?.isHidden).toBe(true)
})

test('finds where no row answers, as few large regions', () => {
	const { gaps } = analyse(
		['block', { all: [days('lessThan', 30)] }],
		['warn', { all: [days('greaterThanInclusive', 60)] }],
		['warn', { all: [days('greaterThanInclusive', 30), leaf('lot.onHold', 'equal', true)] }],
	)
	expect(gaps).toHaveLength(1)
	const [gap] = gaps ?? []
	expect(gap?.map(({ dimension, parts }) => [dimension.key, parts])).toEqual([
		['certificate.daysToExpiry', [1, 2]],
		['lot.onHold', [1]],
	])
})

test('whole numbers leave nothing between neighbours', () => {
	expect(
		analyse(['block', { all: [days('lessThanInclusive', 3)] }], ['warn', { all: [days('greaterThanInclusive', 4)] }])
			.gaps,
	).toEqual([])
})

test('decimals leave a gap between neighbours', () => {
	const score = (operator: 'lessThanInclusive' | 'greaterThanInclusive', value: number) =>
		leaf('supplier.scorePercent', operator, value)
	const { gaps } = analyse(
		['block', { all: [score('lessThanInclusive', 3)] }],
		['warn', { all: [score('greaterThanInclusive', 4)] }],
	)
	expect(gaps?.[0]?.[0]?.parts).toEqual([2])
})

test('a table that covers everything has no gap', () => {
	expect(
		analyse(
			['block', { all: [leaf('lot.onHold', 'equal', true)] }],
			['warn', { all: [leaf('lot.onHold', 'equal', false)] }],
		).gaps,
	).toEqual([])
})

test('values that no row names are a gap of their own', () => {
	const { gaps } = analyse(['block', { all: [leaf('lot.heat', 'in', ['A', 'B'])] }])
	expect(gaps?.[0]?.[0]).toMatchObject({ dimension: { points: ['A', 'B'] }, parts: [2] })
})

test('compares two facts as a direction of its own', () => {
	const { gaps } = analyse(['block', { all: [leaf('item.sku', 'notEqual', fact('shipmentLine.expectedSku'))] }])
	expect(gaps?.[0]?.[0]).toMatchObject({ dimension: { against: 'shipmentLine.expectedSku' }, parts: [0] })
})

test('too many combinations and values that cannot be compared are not analysed', () => {
	const many = Array.from({ length: 15 }, (_, index) => leaf('lot.code', 'equal', `x${index}`))
	const facts = ['lot.code', 'lot.heat', 'item.sku', 'lot.revision', 'supplier.code']
	const conditions = facts.flatMap((name) =>
		many.map((each): ['block', Condition] => ['block', { all: [leaf(name, 'equal', each.value)] }]),
	)
	expect(analyse(...conditions)).toMatchObject({ gaps: null, isAnalysed: true })
	const kilo = leaf('lot.quantity', 'lessThan', { value: '1', unit: 'KGM' })
	const litre = leaf('lot.quantity', 'lessThan', { value: '1', unit: 'LTR' })
	expect(analyse(['block', { all: [kilo] }], ['warn', { all: [litre] }]).isAnalysed).toBe(false)
})
