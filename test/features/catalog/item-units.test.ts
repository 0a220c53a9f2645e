import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from '#app/core/quantity.ts'
import { err, ok } from '#app/core/result.ts'
import { convertForItem } from '#app/features/catalog/item-units.model.ts'
import { judgeReading } from '#app/features/catalog/process-parameter.model.ts'

const BOX = [{ unit: 'XBX', factor: '12', baseUnit: 'H87' }]
const at = (value: string, unit: string) => ({ value, unit })

test('a box of an item is what the item says, there and back', () => {
	expect(convertForItem(at('2.5', 'XBX'), 'H87', BOX)).toEqual(ok(at('30', 'H87')))
	expect(convertForItem(at('30', 'H87'), 'XBX', BOX)).toEqual(ok(at('2.5', 'XBX')))
	expect(convertForItem(at('1', 'XBX'), 'H87', [])).toEqual(err({ code: 'unit-mismatch' }))
})

test('converting there and back is exact, whatever the amount and what a packing holds', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 9 }), (amount, holds) => {
			const own = [{ unit: 'XBX', factor: (holds / 1_000).toFixed(3), baseUnit: 'GRM' }]
			const given = at((amount / 1_000).toFixed(3), 'XBX')
			const there = convertForItem(given, 'KGM', own)
			if (!there.ok) throw new Error(there.error.code)
			const back = convertForItem(there.value, 'XBX', own)
			if (!back.ok) throw new Error(back.error.code)
			expect(compare(back.value, given)).toEqual(ok(0))
		}),
	)
})

test('a reading lies within its limits, the limits included, and text never does', () => {
	const limits = { minimum: '60', maximum: '64' }
	expect(['60', '64.0', '59.999999', '64.000001', '6e1', ''].map((reading) => judgeReading(limits, reading))).toEqual([
		'within',
		'within',
		'below',
		'above',
		'unreadable',
		'unreadable',
	])
	expect(judgeReading({ minimum: null, maximum: null }, '-5')).toBe('within')
})
