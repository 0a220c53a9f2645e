import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Derivation, FactDefinition, FactGroup } from '../fact-catalog.model.ts'

type Words = readonly [en: string, zh: string]
type Entry = Omit<FactDefinition, 'name' | 'fact' | 'path' | 'personal'> & { personal?: true }

const both = ([en, zh]: Words): LocalizedText => ({ en, 'zh-CN': zh })

/** A free text. */
export const text = (label: Words, example: string): Entry => ({ type: 'text', label: both(label), example })

/** A text that lists keys with a comma and a space between, and what each is called. */
export const listOf = (label: Words, parts: Readonly<Record<string, Words>>, example: string): Entry => ({
	...text(label, example),
	parts: Object.entries(parts).map(([value, words]) => ({ value, label: both(words) })),
})

/** A calendar date. */
export const date = (label: Words, example: string): Entry => ({ type: 'date', label: both(label), example })

/** A whole number; `unit` is a Rec 20 code. */
export const integer = (label: Words, example: number, unit?: string): Entry => ({
	type: 'integer',
	label: both(label),
	example,
	...(unit && { unit }),
})

/** A decimal number; `unit` is a Rec 20 code. */
export const decimal = (label: Words, example: number, unit?: string): Entry => ({
	type: 'decimal',
	label: both(label),
	example,
	...(unit && { unit }),
})

/** A quantity with its unit. */
export const quantity = (label: Words, example: Quantity): Entry => ({
	type: 'quantity',
	label: both(label),
	example,
})

/** Yes or no, with the half sentences that say so. */
export const yesNo = (label: Words, is: Words, isNot: Words): Entry => ({
	type: 'boolean',
	label: both(label),
	statement: { true: both(is), false: both(isNot) },
	example: true,
})

/** One of the given values. */
export const oneOf = (label: Words, values: Readonly<Record<string, Words>>): Entry => {
	const list = Object.entries(values).map(([value, words]) => ({ value, label: both(words) }))
	return { type: 'enum', label: both(label), values: list, example: list[0]?.value ?? '' }
}

/** The same fact, with the words that stand for it inside a sentence. */
export const called = (entry: Entry, noun: Words): Entry => ({ ...entry, noun: both(noun) })

/** The same fact, following from others by a formula. */
export const derived = (entry: Entry, derivation: Derivation): Entry => ({ ...entry, derivation })

/** The same enumeration, which tenants may extend. */
export const extendable = (entry: Entry): Entry => ({ ...entry, open: true })

/** Names the facts of one group. */
export function group(fact: string, label: Words, entries: Readonly<Record<string, Entry>>): FactGroup {
	const facts = Object.entries(entries).map(([key, entry]) => ({
		...entry,
		name: `${fact}.${key}`,
		fact,
		path: `$.${key}`,
		personal: entry.personal ?? false,
	}))
	return { fact, label: both(label), facts }
}
