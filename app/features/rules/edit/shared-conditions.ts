import type { Edit } from './change-document.ts'
import { freeKey, rulesOf, sharedPlace } from './rule-commands.ts'

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

/** The shared conditions of a document by name. */
export function sharedOf(content: unknown): Readonly<Record<string, unknown>> {
	const shared = isObject(content) ? content.conditions : undefined
	return isObject(shared) ? shared : {}
}

/** The names that a condition refers to, each as often as it does. */
function referencesIn(condition: unknown): string[] {
	if (Array.isArray(condition)) return condition.flatMap(referencesIn)
	if (!isObject(condition)) return []
	if (typeof condition.condition === 'string') return [condition.condition]
	return ['all', 'any', 'not'].flatMap((key) => (key in condition ? referencesIn(condition[key]) : []))
}

/** How often a shared condition is used, in rules and in other shared conditions. */
export function usesOf(content: unknown, name: string): number {
	const conditions = [
		...rulesOf(content).map((rule) => (isObject(rule) ? rule.conditions : null)),
		...Object.values(sharedOf(content)),
	]
	return conditions.flatMap(referencesIn).filter((used) => used === name).length
}

/** Whether using `used` inside the shared condition `within` would lead back to it. */
export function wouldLoop(content: unknown, within: string, used: string): boolean {
	const shared = sharedOf(content)
	const seen = new Set<string>()
	const pending = [used]
	for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
		if (name === within) return true
		if (seen.has(name)) continue
		seen.add(name)
		pending.push(...referencesIn(shared[name]))
	}
	return false
}

/** A new shared condition with an empty group, or with the given one. */
export function addShared(content: unknown, condition: unknown = { all: [] }): { edits: Edit[]; name: string } {
	const shared = sharedOf(content)
	const name = freeKey(Object.keys(shared), 'new_condition')
	return { name, edits: [{ type: 'set', at: '/conditions', value: { ...shared, [name]: condition } }] }
}

function renamed(condition: unknown, from: string, to: string): unknown {
	if (Array.isArray(condition)) return condition.map((part) => renamed(part, from, to))
	if (!isObject(condition)) return condition
	if (condition.condition === from) return { condition: to }
	const entries = Object.entries(condition).map(([key, value]) =>
		['all', 'any', 'not'].includes(key) ? [key, renamed(value, from, to)] : [key, value],
	)
	return Object.fromEntries(entries)
}

/** Another name, everywhere it is used; its place in the list stays. Null where the name is taken or none. */
export function renameShared(content: unknown, from: string, to: string): Edit[] | null {
	const shared = sharedOf(content)
	if (!/^[a-z][a-z0-9_]{0,62}$/.test(to) || to in shared) return null
	const entries = Object.entries(shared).map(([name, value]) => [name === from ? to : name, renamed(value, from, to)])
	const rules = rulesOf(content).map((rule) =>
		isObject(rule) && usesIn(rule.conditions, from)
			? { ...rule, conditions: renamed(rule.conditions, from, to) }
			: rule,
	)
	return [
		{ type: 'set', at: '/conditions', value: Object.fromEntries(entries) },
		{ type: 'set', at: '/rules', value: rules },
	]
}

const usesIn = (condition: unknown, name: string): boolean => referencesIn(condition).includes(name)

/** Takes a shared condition away, and the list of them with the last one. Null while it is used. */
export function removeShared(content: unknown, name: string): Edit[] | null {
	if (usesOf(content, name) > 0) return null
	const isLast = Object.keys(sharedOf(content)).length === 1
	return [isLast ? { type: 'remove', at: '/conditions' } : { type: 'remove', at: sharedPlace(name) }]
}
