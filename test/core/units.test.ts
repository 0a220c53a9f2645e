import { expect, test } from 'vitest'
import { quantitySchema } from '#app/core/quantity.ts'
import { UNITS } from '#app/core/unit-table.ts'
import { unitFromText, unitOf, unitSymbol, unitsOfMismatch } from '#app/core/units.ts'

test.each([
	['kg', 'KGM'],
	['KG', 'KGM'],
	['Kgs.', 'KGM'],
	['ｋｇ', 'KGM'],
	['㎏', 'KGM'],
	['千克', 'KGM'],
	['公斤', 'KGM'],
	['KGM', 'KGM'],
	['g', 'GRM'],
	['克', 'GRM'],
	['毫克', 'MGM'],
	['µg', 'MC'],
	['μg', 'MC'],
	['t', 'TNE'],
	['吨', 'TNE'],
	['lbs', 'LBR'],
	['ST', 'H87'],
	['Stk', 'H87'],
	['Stück', 'H87'],
	['pcs', 'H87'],
	['PCS.', 'H87'],
	['件', 'H87'],
	['个', 'H87'],
	['支', 'H87'],
	['ea', 'EA'],
	['双', 'PR'],
	['套', 'SET'],
	['卷', 'XRO'],
	['ROL', 'XRO'],
	['盒', 'XBX'],
	['BX', 'XBX'],
	['箱', 'XCS'],
	['CS', 'XCS'],
	['ml', 'MLT'],
	['mL', 'MLT'],
	['升', 'LTR'],
	['m', 'MTR'],
	['mm', 'MMT'],
	['m²', 'MTK'],
	['㎡', 'MTK'],
	['平方米', 'MTK'],
	['m3', 'MTQ'],
	[' 立方米 ', 'MTQ'],
])('reads %s as %s', (text, code) => {
	expect(unitFromText(text)).toBe(code)
})

test.each(['', '斤', '两', 'foo', '数量', '10 kg'])('does not guess what %j is', (text) => {
	expect(unitFromText(text)).toBeUndefined()
})

test('has each code once, in the form that quantities take, with labels in both languages', () => {
	expect(new Set(UNITS.map((unit) => unit.code)).size).toBe(UNITS.length)
	for (const unit of UNITS) {
		expect(quantitySchema.safeParse({ value: unit.factor.slice(0, 1), unit: unit.code }).success, unit.code).toBe(true)
		expect(unit.label.en && unit.label['zh-CN'], unit.code).toBeTruthy()
		expect(Number(unit.factor), unit.code).toBeGreaterThan(0)
		expect(unitOf(unit.code)).toBe(unit)
	}
})

test('reads every present code as itself', () => {
	const old = ['ROL', 'BX', 'CS', 'CT', 'PK', 'BG', 'BO', 'DR', 'TU', 'PF', 'T3']
	for (const unit of UNITS.filter(({ code }) => !old.includes(code))) expect(unitFromText(unit.code)).toBe(unit.code)
})

test('no two units of different size share a text', () => {
	for (const unit of UNITS) {
		for (const text of [...unit.aliases, unit.symbol]) {
			const found = unitOf(unitFromText(text) ?? '')
			expect([found?.dimension, found?.factor], `${text} of ${unit.code}`).toEqual([unit.dimension, unit.factor])
		}
	}
})

test('units are written as their reader does: international symbols, and words for what is counted or packed', () => {
	expect([unitSymbol('KGM', 'zh-CN'), unitSymbol('H87', 'zh-CN'), unitSymbol('SET', 'zh-CN')]).toEqual([
		'kg',
		'件',
		'套',
	])
	expect([unitSymbol('KGM', 'en'), unitSymbol('H87', 'en'), unitSymbol('ZZ9', 'en')]).toEqual(['kg', 'pcs', 'ZZ9'])
})

test('names both units of a refused conversion in the language of the reader', () => {
	expect(unitsOfMismatch('LTR H87', 'zh-CN')).toEqual({ given: 'L', own: '件' })
	expect(unitsOfMismatch('XBX H87', 'en')).toEqual({ given: unitSymbol('XBX', 'en'), own: 'pcs' })
})
