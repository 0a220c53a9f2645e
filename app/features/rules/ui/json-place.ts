/** Where a value stands in a JSON text: from its first to after its last character. */
export type JsonPlace = { from: number; to: number }

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** What is asked for below a value: which pointers end there, and what is asked for of its children. */
type Asked = { pointers: string[]; children: Map<string, Asked> }

function askedOf(pointers: readonly string[]): Asked {
	const root: Asked = { pointers: [], children: new Map() }
	for (const pointer of pointers) {
		let asked = root
		asked.pointers.push(pointer)
		for (const step of pointer.split('/').slice(1).map(unescaped)) {
			const next: Asked = asked.children.get(step) ?? { pointers: [], children: new Map() }
			next.pointers.push(pointer)
			asked.children.set(step, next)
			asked = next
		}
	}
	return root
}

/**
 * Finds the values that JSON Pointers (RFC 6901) name in a JSON text, all of them in one pass; for each the nearest value
 * around it where it is not there, so that a problem always leads somewhere. The text need not be valid beyond the place.
 */
export function placesOf(text: string, pointers: readonly string[]): ReadonlyMap<string, JsonPlace> {
	const places = new Map<string, JsonPlace>()
	const look = (at: number, asked: Asked): void => {
		const place = { from: at, to: endOfValue(text, at) }
		for (const pointer of asked.pointers) places.set(pointer, place)
		if (asked.children.size === 0) return
		let left = asked.children.size
		for (const [name, child] of childrenAt(text, at)) {
			const next = asked.children.get(name)
			if (!next) continue
			look(child, next)
			left -= 1
			if (left === 0) return
		}
	}
	look(skipSpace(text, 0), askedOf(pointers))
	return places
}

/** The same for one pointer. */
export const placeOf = (text: string, pointer: string): JsonPlace =>
	placesOf(text, [pointer]).get(pointer) ?? { from: 0, to: text.length }

function skipSpace(text: string, at: number): number {
	let position = at
	while (position < text.length && /\s/.test(text.charAt(position))) position += 1
	return position
}

/** Behind the string that begins at the quotation mark. */
function endOfString(text: string, at: number): number {
	let position = at + 1
	while (position < text.length && text.charAt(position) !== '"') position += text.charAt(position) === '\\' ? 2 : 1
	return position + 1
}

function endOfValue(text: string, at: number): number {
	const first = text.charAt(at)
	if (first === '"') return endOfString(text, at)
	if (first !== '{' && first !== '[') {
		let position = at
		while (position < text.length && !/[\s,\]}]/.test(text.charAt(position))) position += 1
		return position
	}
	let depth = 0
	let position = at
	while (position < text.length) {
		const character = text.charAt(position)
		if (character === '"') {
			position = endOfString(text, position)
			continue
		}
		if (character === '{' || character === '[') depth += 1
		if (character === '}' || character === ']') depth -= 1
		position += 1
		if (depth === 0) return position
	}
	return text.length
}

/** Where each child of a list or an object begins, by its name or index. */
function* childrenAt(text: string, at: number): Generator<[name: string, at: number]> {
	const isObject = text.charAt(at) === '{'
	if (!isObject && text.charAt(at) !== '[') return
	let position = skipSpace(text, at + 1)
	for (
		let index = 0;
		position < text.length && text.charAt(position) !== '}' && text.charAt(position) !== ']';
		index += 1
	) {
		let name = String(index)
		if (isObject) {
			const end = endOfString(text, position)
			name = readString(text.slice(position, end))
			position = skipSpace(text, skipSpace(text, end) + 1)
		}
		yield [name, position]
		position = skipSpace(text, endOfValue(text, position))
		if (text.charAt(position) !== ',') return
		position = skipSpace(text, position + 1)
	}
}

function readString(quoted: string): string {
	try {
		const value: unknown = JSON.parse(quoted)
		return typeof value === 'string' ? value : ''
	} catch {
		return ''
	}
}
