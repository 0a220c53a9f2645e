import { expect, test } from 'vitest'
import { type BalanceInput, balanceOf } from '#app/features/release/balance.model.ts'

const made = { quantity: { value: '1000', unit: 'H87' }, itemUnit: 'H87' }
const bar = (value: string, unit = 'KGM'): BalanceInput => ({
	itemId: 'bar',
	kind: 'consume',
	quantity: { value, unit },
	component: { quantity: '0.025', unit: 'KGM', tolerancePercent: '3' },
})

test('a difference within the tolerance of the parts list counts as accounted', () => {
	expect(balanceOf(made, [bar('25.5')], [])).toEqual({
		inputQuantity: { value: '25.5', unit: 'KGM' },
		accountedQuantity: { value: '25.5', unit: 'KGM' },
	})
})

test('beyond it, what the product needs is what is accounted for', () => {
	expect(balanceOf(made, [bar('30')], [])).toEqual({
		inputQuantity: { value: '30', unit: 'KGM' },
		accountedQuantity: { value: '25', unit: 'KGM' },
	})
})

test('recorded scrap and samples are accounted for, in any unit of the kind', () => {
	const balance = balanceOf(
		made,
		[bar('30')],
		[
			{ value: '4600', unit: 'GRM' },
			{ value: '3', unit: 'H87' },
		],
	)
	expect(balance?.accountedQuantity).toEqual({ value: '30', unit: 'KGM' })
})

test('scrap of the product needs as much of a component as the product does, whatever its unit', () => {
	const pieces = balanceOf(made, [bar('30')], [{ value: '100', unit: 'H87' }])
	expect(pieces?.accountedQuantity).toEqual({ value: '27.5', unit: 'KGM' })
	const form = { quantity: { value: '3.4', unit: 'KGM' }, itemUnit: 'KGM' }
	const wire: BalanceInput = {
		itemId: 'wire',
		kind: 'consume',
		quantity: { value: '6.26875', unit: 'KGM' },
		component: { quantity: '1.04', unit: 'KGM', tolerancePercent: '2' },
	}
	expect(balanceOf(form, [wire], [{ value: '100', unit: 'GRM' }])?.accountedQuantity).toEqual({
		value: '3.64',
		unit: 'KGM',
	})
})

test('a by-product, whose materials are booked on the product, is balanced by itself', () => {
	const swarf = { quantity: { value: '120', unit: 'GRM' }, itemUnit: 'KGM' }
	expect(balanceOf(swarf, [bar('0'), bar('0')], [])).toEqual({
		inputQuantity: swarf.quantity,
		accountedQuantity: swarf.quantity,
	})
})

test('lots of one component add up, and of several components the one that differs most counts', () => {
	const glue: BalanceInput = {
		itemId: 'glue',
		kind: 'consume',
		quantity: { value: '20', unit: 'LTR' },
		component: { quantity: '0.01', unit: 'LTR', tolerancePercent: '0' },
	}
	expect(balanceOf(made, [bar('12'), bar('13000', 'GRM'), glue], [])).toEqual({
		inputQuantity: { value: '20', unit: 'LTR' },
		accountedQuantity: { value: '10', unit: 'LTR' },
	})
})

test('goods without a parts list are balanced as they are', () => {
	const half: BalanceInput = { itemId: 'x', kind: 'merge', quantity: { value: '510', unit: 'H87' }, component: null }
	expect(balanceOf(made, [half, half], [{ value: '20', unit: 'H87' }])).toEqual({
		inputQuantity: { value: '1020', unit: 'H87' },
		accountedQuantity: { value: '1020', unit: 'H87' },
	})
})

test('what cannot be compared is not known', () => {
	const kilos: BalanceInput = { itemId: 'x', kind: 'consume', quantity: { value: '5', unit: 'KGM' }, component: null }
	expect(balanceOf(made, [kilos], [])).toBeNull()
	expect(balanceOf({ ...made, itemUnit: 'KGM' }, [bar('25')], [])).toBeNull()
})
