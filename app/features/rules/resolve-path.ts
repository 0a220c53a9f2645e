import { PATH_PATTERN } from './condition.schema.ts'
import { FORBIDDEN_KEYS } from './rule-set-limits.model.ts'

/** Paths come from catalogues and checked rules, so they are few; the bound is for whoever tries many. */
const MOST_KEPT = 2_000
const kept = new Map<string, readonly string[] | null>()

/** The names along `$.a.b`; null for a path of another form, or one that leads to JavaScript's own machinery. */
export function pathSteps(path: string): readonly string[] | null {
	const known = kept.get(path)
	if (known !== undefined) return known
	const names = PATH_PATTERN.test(path) ? path.slice(2).split('.') : null
	const steps = names?.some((name) => FORBIDDEN_KEYS.includes(name)) ? null : names
	if (kept.size >= MOST_KEPT) kept.clear()
	kept.set(path, steps)
	return steps
}

/** The value along the steps, through own data properties of plain objects alone; anything else is `undefined`. */
export function valueAt(value: unknown, steps: readonly string[]): unknown {
	let current = value
	for (const key of steps) {
		if (typeof current !== 'object' || current === null || Array.isArray(current)) return undefined
		current = Object.getOwnPropertyDescriptor(current, key)?.value
	}
	return typeof current === 'function' ? undefined : current
}

/**
 * The value at `$.a.b` of a plain object. Own data properties only: no prototype, no getter, no array index, no
 * expression of any kind. Anything else, and a path of another form, is `undefined`.
 * Replaces the engine's JSONPath, whose expressions have run code before (CVE-2024-21534, CVE-2025-1302).
 */
export function resolvePath(value: unknown, path: string): unknown {
	const steps = pathSteps(path)
	return steps ? valueAt(value, steps) : undefined
}
