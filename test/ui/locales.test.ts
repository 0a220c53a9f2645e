import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from '#app/ui/locales/en.json' with { type: 'json' }
import zh from '#app/ui/locales/zh-CN.json' with { type: 'json' }

type Texts = { readonly [key: string]: string | Texts }

/** Every text by its dotted key. */
const flat = (texts: Texts, path = ''): [string, string][] =>
	Object.entries(texts).flatMap(([key, text]) =>
		typeof text === 'string' ? [[path + key, text] as [string, string]] : flat(text, `${path}${key}.`),
	)

const english = new Map(flat(en))
const chinese = new Map(flat(zh))
const base = (key: string) => key.replace(/_(one|other)$/, '')
const ROOT = join(import.meta.dirname, '../../app/ui')

test('every word of the design system is there in both languages', () => {
	expect(new Set([...chinese.keys()].map(base))).toEqual(new Set([...english.keys()].map(base)))
	for (const text of [...english.values(), ...chinese.values()]) expect(text.trim()).not.toBe('')
})

test('both languages fill in the same figures', () => {
	const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
	for (const [key, text] of english) {
		const own = chinese.get(key)
		if (own !== undefined) expect(places(own), key).toEqual(places(text))
	}
})

test('every word used in a component exists', () => {
	const keys = new Set([...english.keys()].map(base))
	const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
	for (const file of files)
		for (const [, key = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(/\bt\('([\w.]+)'/g))
			expect(keys.has(key), `${key} in ${file}`).toBe(true)
})
