import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Choice, choiceMeant, choiceText, onlyChoice, withMore, wordsOf } from '#app/core/choice.ts'

const choice = (code: string | null, name: string, detail: string | null = null): Choice => ({
	value: `${code}${name}`,
	code,
	name,
	detail,
	unit: null,
})

test('a typed text means a choice by its code, its line or its name, however written', () => {
	const [rod, rods] = [choice('ROD', 'Spinal rod', 'pcs'), choice('ROD-2', 'Spinal rods')]
	const found = { total: 2, options: [rod, rods] }
	for (const typed of ['ROD', ' rod ', 'spinal rod', 'ROD · Spinal rod (pcs)'])
		expect(choiceMeant(typed, found), typed).toBe(rod)
	expect(choiceMeant('ROD-2', found)).toBe(rods)
})

test('a text that several fit means none of them, and one that a single one fits means that', () => {
	const [a, b] = [choice('A-1', 'Rod'), choice('A-2', 'Rod')]
	expect(choiceMeant('a-', { total: 2, options: [a, b] })).toBeNull()
	expect(choiceMeant('rod', { total: 2, options: [a, b] })).toBeNull()
	expect(choiceMeant('a-', { total: 1, options: [a] })).toBe(a)
	// More fit than are shown: the only one shown is not the only one there is.
	expect(choiceMeant('a-', { total: 2, options: [a] })).toBeNull()
	expect(choiceMeant('  ', { total: 1, options: [a] })).toBeNull()
})

test('what a line says is found again by its words', () => {
	fc.assert(
		fc.property(
			fc.record({ code: fc.string({ maxLength: 12 }), name: fc.string({ minLength: 1, maxLength: 20 }) }),
			({ code, name }) => {
				const one = choice(code || null, name, 'kg')
				const hay = `${code} ${name} kg`.toLowerCase()
				for (const word of wordsOf(choiceText(one))) expect(hay.includes(word)).toBe(true)
			},
		),
	)
	expect(wordsOf('BULK-1500 · Rod 1500 (pcs)')).toEqual(['bulk-1500', 'rod', '1500', 'pcs'])
	expect(wordsOf('a '.repeat(99))).toHaveLength(12)
})

test('further choices stand behind those found, where their name has what is typed', () => {
	const [rod, own] = [choice('R', 'Rod'), choice(null, 'Our own stock')]
	const found = { total: 30, options: [rod] }
	expect(withMore(found, [own], 'OWN')).toEqual({ total: 31, options: [rod, own] })
	expect(withMore(found, [own], 'rod')).toEqual(found)
})

test('the only one there is need not be chosen', () => {
	expect(onlyChoice({ all: [choice('R', 'Rod')] })).toBe('RRod')
	expect(onlyChoice({ all: [choice('R', 'Rod'), choice('S', 'Rod')] })).toBe('')
	expect(onlyChoice({ all: null })).toBe('')
})
