import { type Problem, pointerStep, problem } from './problem.model.ts'
import { FORBIDDEN_KEYS, RULE_SET_LIMITS } from './rule-set-limits.model.ts'

/**
 * Looks over a JSON value before it is parsed: nesting, size and forbidden keys. Walks with a list, not by recursion,
 * so that no nesting overflows the stack. Stops at the first place that is too deep or beyond the size.
 * Codes: `depth-exceeded`, `too-large`, `forbidden-key`.
 */
export function checkJsonShape(json: unknown): Problem[] {
	const problems: Problem[] = []
	const pending: { value: unknown; path: string; depth: number }[] = [{ value: json, path: '', depth: 0 }]
	let nodes = 0
	let characters = 0
	for (let next = pending.pop(); next; next = pending.pop()) {
		nodes += 1
		if (typeof next.value === 'string') characters += next.value.length
		if (nodes > RULE_SET_LIMITS.jsonNodes || characters > RULE_SET_LIMITS.characters)
			return [...problems, problem('too-large', '')]
		if (typeof next.value !== 'object' || next.value === null) continue
		if (next.depth >= RULE_SET_LIMITS.jsonDepth)
			return [...problems, problem('depth-exceeded', next.path, String(RULE_SET_LIMITS.depth))]
		for (const [key, value] of Object.entries(next.value)) {
			const path = `${next.path}${pointerStep(key)}`
			if (FORBIDDEN_KEYS.includes(key)) problems.push(problem('forbidden-key', path, key))
			else pending.push({ value, path, depth: next.depth + 1 })
		}
	}
	return problems
}
