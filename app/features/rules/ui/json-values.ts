/** A JSON document, or undefined where the text is none. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

/** The document as the JSON view shows it. */
export const writeJson = (content: unknown): string => JSON.stringify(content, null, 2)

const stepsOf = (pointer: string): string[] =>
	pointer
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value at a JSON Pointer; undefined where there is none. */
export function valueAt(content: unknown, pointer: string): unknown {
	let value: unknown = content
	for (const step of stepsOf(pointer)) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
		value = (value as Record<string, unknown>)[step]
	}
	return value
}

/** A copy with another value at a JSON Pointer that is there; the same document where it is not. */
export function withValueAt(content: unknown, pointer: string, value: unknown): unknown {
	const steps = stepsOf(pointer)
	const last = steps.pop()
	const copy: unknown = structuredClone(content)
	const parent = valueAt(
		copy,
		steps.length > 0 ? `/${steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}` : '',
	)
	if (last === undefined || typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, last))
		return content
	;(parent as Record<string, unknown>)[last] = value
	return copy
}
