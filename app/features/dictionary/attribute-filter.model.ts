import { decimalSchema } from '#app/core/quantity.ts'
import type { Attribute } from './attribute.model.ts'

/** The column of an attribute of the dictionary, and what narrows by it, in a list's address: `attr.heat`. */
const ATTRIBUTE_PARAM = 'attr.'
export const attributeParam = (key: string): string => `${ATTRIBUTE_PARAM}${key}`
/** Filters by attributes at once. */
const MOST_ATTRIBUTES = 10

/** What a list's address asks of attributes, as typed, by key; `over` is how many of its filters are not used. */
export function askedOfAttributes(search: URLSearchParams): { asked: Record<string, string>; over: number } {
	const given = [...search].filter(([name, text]) => name.startsWith(ATTRIBUTE_PARAM) && text.trim() !== '')
	const used = given.filter(([, text]) => text.length <= 500).slice(0, MOST_ATTRIBUTES)
	return {
		asked: Object.fromEntries(used.map(([name, text]) => [name.slice(ATTRIBUTE_PARAM.length), text.trim()])),
		over: given.length - used.length,
	}
}

/** What records are narrowed to by one attribute of the dictionary: small letters, no units. */
export type AttributeFilter = { key: string } & (
	| { kind: 'values'; values: readonly string[] }
	/** From the first text on, before the second. */
	| { kind: 'text'; from: string | null; before: string | null }
	/** Plain decimals in the attribute's unit, the limits included. */
	| { kind: 'number'; least: string | null; most: string | null }
)

type Filtered = Pick<Attribute, 'key' | 'type' | 'choices'>

/** Between two limits in an address: `10..20`, `10..`, `..20`. */
export const RANGE = '..'
/** Comes after every text that begins like the one before it. */
const AFTER_ALL = '\uffff'
/** As many characters of a value as its row for lists keeps. */
const KEPT = 200

/** The two ends of a range as it stands in an address; of one value alone both are it. */
export function endsOf(text: string): [least: string, most: string] {
	const at = text.indexOf(RANGE)
	return at < 0 ? [text.trim(), text.trim()] : [text.slice(0, at).trim(), text.slice(at + RANGE.length).trim()]
}

/** A range for an address; empty where neither end is given. A point that somebody typed last is none of a number. */
export function rangeText(from: string, to: string): string {
	const [least, most] = [from, to].map((end) => end.trim().replace(/[.]+$/, '')) as [string, string]
	if (least === '' && most === '') return ''
	return least === most ? least : `${least}${RANGE}${most}`
}

function numberFilter(key: string, text: string): AttributeFilter | null {
	const [least, most] = endsOf(text).map((end) => end || null) as [string | null, string | null]
	const readable = [least, most].every((end) => end === null || decimalSchema.safeParse(end).success)
	return readable && (least !== null || most !== null) ? { key, kind: 'number', least, most } : null
}

/** Days, and moments by the day they begin with (UTC): the texts of both sort by time. */
function dateFilter(key: string, text: string): AttributeFilter | null {
	const [from, to] = endsOf(text)
	if (![from, to].every((end) => end === '' || /^\d{4}-\d{2}-\d{2}$/.test(end)) || (!from && !to)) return null
	return { key, kind: 'text', from: from || null, before: to ? to + AFTER_ALL : null }
}

/**
 * What an address or a call asks of an attribute, by its type: words of choices and yes or no by commas (any of them),
 * numbers and days as ranges, texts by their beginning. Null where it asks for nothing that the attribute could be.
 */
export function readAttributeFilter(attribute: Filtered, text: string): AttributeFilter | null {
	const { key, type, choices } = attribute
	const small = text.trim().toLowerCase().slice(0, KEPT)
	if (small === '') return null
	switch (type) {
		case 'enum':
		case 'multi':
		case 'boolean': {
			const known = type === 'boolean' ? ['true', 'false'] : choices.map(({ value }) => value.toLowerCase())
			const values = small.split(',').filter((value) => known.includes(value))
			return values.length > 0 ? { key, kind: 'values', values: [...new Set(values)] } : null
		}
		case 'integer':
		case 'decimal':
		case 'quantity':
			return numberFilter(key, small)
		case 'date':
		case 'datetime':
			return dateFilter(key, small)
		case 'text':
		case 'link':
			return { key, kind: 'text', from: small, before: small + AFTER_ALL }
	}
}

/**
 * The filters that texts ask for by key, in the order of the dictionary as the reader sees it. `unread` are the keys that
 * are none of the reader's, or whose text means nothing.
 */
export function readAttributeFilters(
	attributes: readonly Filtered[],
	asked: Readonly<Record<string, string>>,
): { filters: AttributeFilter[]; unread: string[] } {
	const filters = attributes.flatMap((one) =>
		Object.hasOwn(asked, one.key) ? (readAttributeFilter(one, asked[one.key] ?? '') ?? []) : [],
	)
	const read = new Set(filters.map((one) => one.key))
	return { filters, unread: Object.keys(asked).filter((key) => !read.has(key)) }
}
