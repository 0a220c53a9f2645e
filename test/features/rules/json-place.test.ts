import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOf } from '#app/features/rules/ui/json-place.ts'
import { valueAt, writeJson } from '#app/features/rules/ui/json-values.ts'
import { diffLines } from '#app/features/rules/ui/line-diff.ts'

const text = '{ "a": [ { "b/c": 1 }, "x\\"y" ],\n "d": { "e": null } }'
const at = (pointer: string) => {
	const { from, to } = placeOf(text, pointer)
	return text.slice(from, to)
}

test('finds the value that a JSON Pointer names', () => {
	expect(at('/a/0/b~1c')).toBe('1')
	expect(at('/a/1')).toBe('"x\\"y"')
	expect(at('/d/e')).toBe('null')
	expect(at('/d')).toBe('{ "e": null }')
	expect(at('')).toBe(text)
})

test('leads to the nearest value around a place that is not there', () => {
	expect(at('/d/nothing')).toBe('{ "e": null }')
	expect(at('/a/7/b')).toBe('[ { "b/c": 1 }, "x\\"y" ]')
	expect(placeOf('{ "a": ', '/a/b')).toEqual({ from: 7, to: 7 })
})

/** Every pointer of a document with its value. */
function pointersOf(value: unknown, pointer = ''): [string, unknown][] {
	const inside =
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, child]) =>
					pointersOf(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
				)
			: []
	return [[pointer, value], ...inside]
}

test('reads the same value from the place as from the document, whatever the document', () => {
	fc.assert(
		fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
			const written = writeJson(value)
			for (const [pointer, child] of pointersOf(JSON.parse(written))) {
				const { from, to } = placeOf(written, pointer)
				expect(JSON.parse(written.slice(from, to))).toEqual(child)
				expect(valueAt(JSON.parse(written), pointer)).toEqual(child)
			}
		}),
	)
})

test('shows the lines that differ with two around them', () => {
	const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].join('\n')
	const [hunk, ...rest] = diffLines(before, before.replace('5', 'five'))
	expect(rest).toEqual([])
	expect(hunk?.map((line) => `${line.kind} ${line.number} ${line.text}`)).toEqual([
		'same 3 3',
		'same 4 4',
		'removed 5 5',
		'added 5 five',
		'same 6 6',
		'same 7 7',
	])
	expect(diffLines(before, before)).toEqual([])
})

test('a difference names every line that came or went, whatever the texts', () => {
	const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 })
	fc.assert(
		fc.property(lines, lines, (before, after) => {
			const shown = diffLines(before.join('\n'), after.join('\n')).flat()
			const count = (kind: string) => shown.filter((line) => line.kind === kind).length
			expect(before.length - count('removed')).toBe(after.length - count('added'))
			expect(shown.some((line) => line.kind !== 'same')).toBe(before.join('\n') !== after.join('\n'))
		}),
	)
})
