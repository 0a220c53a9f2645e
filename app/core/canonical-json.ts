/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Equal values give equal texts, whatever order their keys were made in, so that a hash of the text is a hash of the value.
 * Properties that are `undefined` are left out, as JSON.stringify does. Throws a TypeError on what JSON cannot say without
 * loss: NaN, infinities, undefined in arrays, lone surrogates, dates, maps and other objects with a class.
 * Source: RFC 8785, section 3.2.
 */
export function canonicalJson(value: unknown): string {
	if (value === null) return 'null'
	if (typeof value === 'string') return writeString(value)
	if (typeof value === 'boolean') return value ? 'true' : 'false'
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) throw new TypeError('JSON has no NaN and no infinity')
		return JSON.stringify(value)
	}
	if (Array.isArray(value)) return `[${Array.from(value, (item) => canonicalJson(item)).join(',')}]`
	if (typeof value === 'object') return writeObject(value)
	throw new TypeError(`JSON has no ${typeof value}`)
}

/** Text that stands in quotes as it is: no control characters, quotes, backslashes, and nothing beyond ASCII. */
const PLAIN = /^[ !#-[\]-~]*$/

/** With the u flag a surrogate that belongs to a pair does not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u

function writeString(text: string): string {
	if (PLAIN.test(text)) return `"${text}"`
	if (LONE_SURROGATE.test(text)) throw new TypeError('JSON text must not hold lone surrogates (RFC 7493, section 2.1)')
	return JSON.stringify(text)
}

function writeObject(value: object): string {
	const prototype: unknown = Object.getPrototypeOf(value)
	if (prototype !== Object.prototype && prototype !== null) throw new TypeError('Only plain objects are JSON')
	let members = ''
	// Without a comparator, sort compares UTF-16 code units, as RFC 8785, section 3.2.3 wants it.
	for (const key of Object.keys(value).sort()) {
		const member: unknown = Reflect.get(value, key)
		if (member !== undefined) members += `${members === '' ? '' : ','}${writeString(key)}:${canonicalJson(member)}`
	}
	return `{${members}}`
}
