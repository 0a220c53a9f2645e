import type { LocalizedText } from '#app/core/localized.ts'

const KEY = /^[a-z][A-Za-z0-9_-]{0,59}$/

/** Whether this may be the key of a state or transition. */
export const isKey = (text: string): boolean => KEY.test(text)

/** A key that is not taken: the wanted one, or the wanted one with a number. Shortened where it would be too long. */
export function freeKey(taken: Iterable<string>, wanted: string): string {
	const used = new Set(taken)
	const base = wanted.slice(0, 55)
	if (!used.has(base)) return base
	let number = 2
	while (used.has(`${base}_${number}`)) number += 1
	return `${base}_${number}`
}

/** A key made of an English name: `Waiting for label` → `waiting_for_label`; the fallback where nothing is left of it. */
export function keyOf(name: string, fallback: string): string {
	const key = name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^[^a-z]+|_+$/g, '')
		.slice(0, 55)
	return isKey(key) ? key : fallback
}

const LONGEST = 480

/** The name of a copy. */
export const copyTitle = (title: LocalizedText): LocalizedText => ({
	en: `${title.en.slice(0, LONGEST)} (copy)`,
	'zh-CN': `${title['zh-CN'].slice(0, LONGEST)}（副本）`,
})
