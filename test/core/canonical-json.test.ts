import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#app/core/canonical-json.ts'

test('writes the example of RFC 8785, section 3.2.2', () => {
	const value = {
		numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
		string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
		literals: [null, true, false],
	}
	expect(canonicalJson(value)).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	)
})

test('sorts keys by UTF-16 code units, as RFC 8785, section 3.2.3 shows', () => {
	const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
	expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7)
	expect(
		canonicalJson(value)
			.match(/\d(?=[,}])/g)
			?.join(''),
	).toBe('2467153')
})

test('leaves out undefined properties and writes minus zero as zero', () => {
	expect(canonicalJson({ b: undefined, a: -0 })).toBe('{"a":0}')
})

test.each([
	['NaN', Number.NaN],
	['an infinity', Number.POSITIVE_INFINITY],
	['undefined in a list', [undefined]],
	['a date', { at: new Date(0) }],
	['a map', new Map()],
	['a big integer', 1n],
	['a lone surrogate', '\ud800'],
	['a lone surrogate as a key', { '\udc00': 1 }],
])('throws on %s', (_, value) => {
	expect(() => canonicalJson(value)).toThrow(TypeError)
})

test('reads back as the same value and does not depend on the order of keys', () => {
	const shuffled = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(shuffled)
		if (value === null || typeof value !== 'object') return value
		return Object.fromEntries(
			Object.entries(value)
				.reverse()
				.map(([key, member]) => [key, shuffled(member)]),
		)
	}
	fc.assert(
		fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
			const text = canonicalJson(value)
			expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
			expect(canonicalJson(shuffled(value))).toBe(text)
			expect(canonicalJson(JSON.parse(text))).toBe(text)
		}),
	)
})
