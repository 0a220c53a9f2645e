import { PATH_PATTERN } from './condition.schema.ts'
import { FORBIDDEN_KEYS } from './rule-set-limits.model.ts'

/**
 * The value at `$.a.b` of a plain object. Own data properties only: no prototype, no getter, no array index, no
 * expression of any kind. Anything else, and a path of another form, is `undefined`.
 * Replaces the engine's JSONPath, whose expressions have run code before (CVE-2024-21534, CVE-2025-1302).
 */
export function resolvePath(value: unknown, path: string): unknown {
	if (!PATH_PATTERN.test(path)) return undefined
	let current = value
	for (const key of path.slice(2).split('.')) {
		if (typeof current !== 'object' || current === null || Array.isArray(current)) return undefined
		if (FORBIDDEN_KEYS.includes(key)) return undefined
		current = Object.getOwnPropertyDescriptor(current, key)?.value
	}
	return typeof current === 'function' ? undefined : current
}
