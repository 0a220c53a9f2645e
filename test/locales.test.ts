import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '#app/locales.en.ts'
import zhCN from '#app/locales.zh-CN.ts'

type Texts = { [key: string]: string | Texts }

/** Every key with its text; plural endings differ by language and are taken off. */
function flatten(texts: Texts, prefix = ''): Map<string, string> {
	const all = new Map<string, string>()
	for (const [key, value] of Object.entries(texts)) {
		const name = `${prefix}${key}`
		if (typeof value === 'string') all.set(name.replace(/_(zero|one|two|few|many|other)$/, ''), value)
		else for (const [inner, text] of flatten(value, `${name}.`)) all.set(inner, text)
	}
	return all
}

const english = flatten(en as unknown as Texts)
const chinese = flatten(zhCN as unknown as Texts)

const placeholders = (text: string): string[] =>
	[...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] as string).sort()

test('both languages have the same texts', () => {
	expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([])
	expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([])
})

test('no text is empty, and every Chinese text that has words has Chinese ones', () => {
	expect([...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
	const untranslated = [...chinese].filter(
		([key, text]) =>
			text === english.get(key) && /[A-Za-z]{4,}\s+[A-Za-z]{3,}/.test(text.replaceAll(/\{\{.*?\}\}/g, '')),
	)
	expect(untranslated.map(([key]) => key)).toEqual([])
})

test('both languages fill the same gaps', () => {
	const different = [...english].filter(([key, text]) => {
		const inChinese = new Set(placeholders(chinese.get(key) ?? ''))
		inChinese.delete('count')
		const inEnglish = new Set(placeholders(text))
		inEnglish.delete('count')
		return [...inEnglish].sort().join() !== [...inChinese].sort().join()
	})
	expect(different.map(([key]) => key)).toEqual([])
})

/** Namespaces that a file uses, by `useTranslation('x')` and `serverText(language, 'x')`. */
const namespacesOf = (source: string): string[] =>
	[...source.matchAll(/(?:useTranslation|serverText)\((?:[\w.]+,\s*)?'([\w-]+)'/g)].map((match) => match[1] as string)

test('every literal key that a screen asks for exists', () => {
	const missing: string[] = []
	for (const file of globSync('app/**/*.{ts,tsx}')) {
		const source = readFileSync(file, 'utf8')
		const namespaces = [...new Set(namespacesOf(source))]
		if (namespaces.length !== 1) continue
		for (const [, key] of source.matchAll(/(?<![\w.])t\('([\w.:-]+)'/g)) {
			const name = (key as string).includes(':') ? (key as string).replace(':', '.') : `${namespaces[0]}.${key}`
			if (!english.has(name)) missing.push(`${file}: ${key}`)
		}
	}
	expect(missing).toEqual([])
})
