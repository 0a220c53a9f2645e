/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Equal values give equal texts, whatever order their keys were made in, so that a hash of the text is a hash of the value.
 * Properties that are `undefined` are left out, as JSON.stringify does. Throws a TypeError on what JSON cannot say without
 * loss: NaN, infinities, undefined in arrays, lone surrogates, dates, maps and other objects with a class.
 * Source: RFC 8785, section 3.2.
 */
export function canonicalJson(value: JsonValue): string {
	return write(value)
}

function write(value: unknown): string {
	if (value === null) return 'null'
	if (typeof value === 'string') return writeString(value)
	if (typeof value === 'boolean') return value ? 'true' : 'false'
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) throw new TypeError('JSON has no NaN and no infinity')
		return JSON.stringify(value)
	}
	if (Array.isArray(value)) return `[${Array.from(value, write).join(',')}]`
	if (typeof value === 'object') return writeObject(value)
	throw new TypeError(`JSON has no ${typeof value}`)
}

/** With the u flag a surrogate that belongs to a pair does not match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u

function writeString(text: string): string {
	if (LONE_SURROGATE.test(text)) throw new TypeError('JSON text must not hold lone surrogates (RFC 7493, section 2.1)')
	return JSON.stringify(text)
}

function writeObject(value: object): string {
	const prototype: unknown = Object.getPrototypeOf(value)
	if (prototype !== Object.prototype && prototype !== null) throw new TypeError('Only plain objects are JSON')
	const members: string[] = []
	for (const [key, member] of Object.entries(value).sort(byKey)) {
		if (member !== undefined) members.push(`${writeString(key)}:${write(member)}`)
	}
	return `{${members.join(',')}}`
}

/** By UTF-16 code units (RFC 8785, section 3.2.3), which is how ECMAScript compares strings. */
const byKey = (a: [string, unknown], b: [string, unknown]) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)
