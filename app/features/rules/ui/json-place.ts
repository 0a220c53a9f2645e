/** Where a value stands in a JSON text: from its first to after its last character. */
export type JsonPlace = { from: number; to: number }

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * Finds the value that a JSON Pointer (RFC 6901) names in a JSON text; the nearest value around it where it is not
 * there, so that a problem always leads somewhere. The text need not be valid beyond the place.
 */
export function placeOf(text: string, pointer: string): JsonPlace {
	const steps = pointer.split('/').slice(1).map(unescaped)
	let at = skipSpace(text, 0)
	let place: JsonPlace = { from: at, to: endOfValue(text, at) }
	for (const step of steps) {
		const child = childAt(text, at, step)
		if (child === null) return place
		at = child
		place = { from: at, to: endOfValue(text, at) }
	}
	return place
}

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

/** Where the child of this name or index begins; null when there is none. */
function childAt(text: string, at: number, step: string): number | null {
	const isObject = text.charAt(at) === '{'
	if (!isObject && text.charAt(at) !== '[') return null
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
		if (name === step) return position
		position = skipSpace(text, endOfValue(text, position))
		if (text.charAt(position) !== ',') return null
		position = skipSpace(text, position + 1)
	}
	return null
}

function readString(quoted: string): string {
	try {
		const value: unknown = JSON.parse(quoted)
		return typeof value === 'string' ? value : ''
	} catch {
		return ''
	}
}
