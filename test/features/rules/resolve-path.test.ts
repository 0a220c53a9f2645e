import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolvePath } from '#app/features/rules/resolve-path.ts'

test('finds what lies at a path of names', () => {
	expect(resolvePath({ a: { b: 3 } }, '$.a.b')).toBe(3)
	expect(resolvePath({ a: null }, '$.a')).toBeNull()
	expect(resolvePath({ a: { b: 3 } }, '$.a.c')).toBeUndefined()
	expect(resolvePath('text', '$.length')).toBeUndefined()
})

test.each([
	'$',
	'$.',
	'a',
	'$..a',
	'$.*',
	'$[0]',
	"$['a']",
	'$.a[?(@.b)]',
	'$.a[(@.length-1)]',
	'$.a.b()',
	'$.a b',
	'$.a\n',
])('refuses %j, which is more than names joined by dots', (path) => {
	expect(resolvePath({ a: [{ b: 1 }] }, path)).toBeUndefined()
})

test.each(['$.__proto__', '$.constructor', '$.constructor.prototype', '$.a.__proto__.polluted', '$.toString'])(
	'reaches nothing of JavaScript’s own by %j',
	(path) => {
		expect(resolvePath({ a: {} }, path)).toBeUndefined()
		expect(resolvePath(JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}'), path)).toBeUndefined()
	},
)

test('runs no getter and hands out no function', () => {
	let ran = false
	const trap = {
		get secret() {
			ran = true
			return 1
		},
		run: () => 1,
	}
	expect(resolvePath(trap, '$.secret')).toBeUndefined()
	expect(resolvePath(trap, '$.run')).toBeUndefined()
	expect(ran).toBe(false)
})

test('no path makes it throw', () => {
	fc.assert(
		fc.property(fc.anything(), fc.string(), (value, path) => {
			resolvePath(value, `$.${path}`)
			resolvePath(value, path)
		}),
	)
})
