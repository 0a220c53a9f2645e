import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { escapeLiteral } from '#app/platform/db/quick-literals.server.ts'

const hostile = fc.string({
	unit: fc.constantFrom("'", '\\', '"', '?', '$', '\n', '\0', ';', '-', 'E', '批', '\ud83d', '😀', ' '),
})

test('a literal is what the driver makes of the text, whatever stands in it', () => {
	fc.assert(
		fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
			expect(escapeLiteral(text)).toBe(pg.escapeLiteral(text))
		}),
		{ numRuns: 5_000 },
	)
})
