import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCursor, writeCursor } from '#app/core/list-cursor.ts'

test('a cursor reads back as it was written', () => {
	const ascii = fc.string({ unit: 'grapheme-ascii' })
	fc.assert(
		fc.property(ascii, ascii, (a, b) => {
			expect(readCursor(writeCursor([a, b]), 2)).toEqual([a, b])
		}),
	)
})

test.each([null, undefined, '', 'nonsense', '%%%', writeCursor(['one']), btoa('{"a":1}')])(
	'anything else is no cursor: %s',
	(text) => {
		expect(readCursor(text, 2)).toBeNull()
	},
)
