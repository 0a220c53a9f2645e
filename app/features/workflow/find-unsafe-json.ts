import { pointer, text, type WorkflowProblem } from './problem.model.ts'

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_DEPTH = 12
const MAX_VALUES = 60_000

const forbiddenKey = (path: string, key: string): WorkflowProblem => ({
	severity: 'error',
	code: 'forbidden-key',
	path,
	message: text(`The name “${key}” must not be used as a key. Remove it.`, `不能使用“${key}”作为键名，请删除。`),
})

/**
 * Looks through untrusted JSON before anything else touches it: keys that could reach an object's prototype, nesting
 * beyond 12 levels, more than 60,000 values. Walks without recursion and stops at the first overrun, so that hostile input
 * costs little. Codes: `forbidden-key`, `too-deep`, `too-large`.
 */
export function findUnsafeJson(json: unknown): readonly WorkflowProblem[] {
	const problems: WorkflowProblem[] = []
	const open: { value: unknown; path: string; depth: number }[] = [{ value: json, path: '', depth: 0 }]
	let seen = 0
	for (let next = open.pop(); next; next = open.pop()) {
		const { value, path, depth } = next
		if (typeof value !== 'object' || value === null) continue
		if (depth > MAX_DEPTH) {
			const message = text(
				`This is nested deeper than ${MAX_DEPTH} levels, which no workflow needs.`,
				`嵌套超过 ${MAX_DEPTH} 层，流程定义不需要这么深。`,
			)
			return [...problems, { severity: 'error', code: 'too-deep', path, message }]
		}
		for (const key of Object.keys(value)) {
			seen++
			if (seen > MAX_VALUES) {
				const message = text(
					'This document is too large for a workflow. Split it into several workflows.',
					'文档过大，不能作为一个流程。请拆分为多个流程。',
				)
				return [...problems, { severity: 'error', code: 'too-large', path: '', message }]
			}
			const at = path + pointer(key)
			if (FORBIDDEN_KEYS.has(key)) problems.push(forbiddenKey(at, key))
			else open.push({ value: Reflect.get(value, key), path: at, depth: depth + 1 })
		}
	}
	return problems
}
