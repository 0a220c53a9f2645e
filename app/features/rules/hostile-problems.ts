import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { type Problem, type ProblemCode, problem } from './problem.model.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'
import { validateRuleSet } from './validate-rule-set.ts'

/**
 * What no draft comes to on the way to a good one, whatever facts a tenant has: names that reach into the language, what
 * is too deep or too large, paths that are expressions, operators there are none of, conditions that lead to themselves.
 */
const HOSTILE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
	'forbidden-key',
	'too-large',
	'depth-exceeded',
	'invalid-path',
	'unknown-operator',
	'shared-condition-cycle',
])

/** What makes a document one that is not kept even as a draft, each with its place. An unfinished one has none. */
export const hostileProblems = (json: unknown): Problem[] =>
	validateRuleSet(json, DEFAULT_CATALOGS).filter(({ code }) => HOSTILE.has(code))

/** Line and column, from 1, of a position in a text. */
function placeIn(text: string, position: number): [line: string, column: string] {
	const before = text.slice(0, position).split('\n')
	return [String(before.length), String((before.at(-1) ?? '').length + 1)]
}

/** Where a JSON text stops being one. The engine says it in words: a position, or the end where it says none. */
function brokenAt(text: string, error: unknown): number {
	const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
	return position === undefined ? text.length : Number(position)
}

/** A file as a document, or why it is none: too large, or no JSON, with the place. */
export function readRuleSetText(text: string): { content: unknown } | { problems: Problem[] } {
	if (text.length > RULE_SET_LIMITS.characters) return { problems: [problem('too-large', '')] }
	try {
		// A byte order mark is how some editors save; it is no part of the text.
		return { content: JSON.parse(text.replace(/^\uFEFF/, '')) }
	} catch (error) {
		return { problems: [problem('not-json', '', ...placeIn(text, brokenAt(text, error)))] }
	}
}
