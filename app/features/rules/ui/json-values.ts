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
