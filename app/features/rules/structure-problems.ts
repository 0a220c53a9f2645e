import type { z } from 'zod'
import type { LocalizedText } from '#app/core/localized.ts'
import { conditionBranch } from './condition.schema.ts'
import { OPERATORS } from './operators.model.ts'
import { type Problem, problem, toPointer } from './problem.model.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

const CONDITION_BRANCHES = 5
const ROOT_BRANCHES = 4

const KINDS: Readonly<Record<string, LocalizedText>> = {
	string: { en: 'a text', 'zh-CN': '文本' },
	number: { en: 'a number', 'zh-CN': '数字' },
	boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
	array: { en: 'a list', 'zh-CN': '列表' },
	object: { en: 'an object', 'zh-CN': '对象' },
	record: { en: 'an object', 'zh-CN': '对象' },
}

const kindOf = (kind: string): LocalizedText => KINDS[kind] ?? { en: kind, 'zh-CN': kind }

function valueAt(json: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(value, key) =>
			typeof value === 'object' && value !== null && Object.hasOwn(value, key)
				? (value as Record<PropertyKey, unknown>)[key]
				: undefined,
		json,
	)
}

/** Where a place in the document has a code of its own, which says more than "too short". */
function sizeProblem(issue: Issue & { code: 'too_small' | 'too_big' }, path: Path): Problem {
	const key = path.at(-1)
	const at = toPointer(path)
	if (issue.code === 'too_small') {
		if (key === 'all' || key === 'any') return problem('empty-group', at)
		return problem('too-short', at, String(issue.minimum))
	}
	if (path.length === 1 && key === 'rules') return problem('too-many-rules', at, String(RULE_SET_LIMITS.rules))
	return problem('too-long', at, String(issue.maximum))
}

function valueProblem(json: unknown, path: Path, values: readonly unknown[]): Problem {
	const at = toPointer(path)
	if (path.at(-1) === 'operator')
		return problem('unknown-operator', at, String(valueAt(json, path)), OPERATORS.join(', '))
	if (valueAt(json, path) === undefined) return problem('missing-key', at, String(path.at(-1)))
	return problem('invalid-value', at, values.join(', '))
}

const isOfAnotherKind = (issues: readonly Issue[]): boolean =>
	issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)

/** The branch of a union that the author meant: by key for conditions, otherwise the one that fits best. */
function intendedBranch(value: unknown, branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
	if (branches.length === CONDITION_BRANCHES || branches.length === ROOT_BRANCHES)
		return branches[conditionBranch(value)]
	const fitting = branches.filter((issues) => !isOfAnotherKind(issues))
	return fitting.toSorted((a, b) => a.length - b.length)[0]
}

function unionProblems(json: unknown, issue: Issue & { code: 'invalid_union' }, path: Path): Problem[] {
	const at = toPointer(path)
	const value = valueAt(json, path)
	if (value === undefined) return [problem('missing-key', at, String(path.at(-1)))]
	const branch = intendedBranch(value, issue.errors)
	if (branch) return branch.flatMap((inner) => issueProblems(json, inner, [...path, ...inner.path]))
	if (issue.errors.length === ROOT_BRANCHES) return [problem('group-needed', at)]
	return [problem('wrong-type', at, { en: 'a value of another kind', 'zh-CN': '其他类型的值' })]
}

function issueProblems(json: unknown, issue: Issue, path: Path): Problem[] {
	const at = toPointer(path)
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => problem('unknown-key', toPointer([...path, key]), key))
		case 'invalid_union':
			return unionProblems(json, issue, path)
		case 'too_small':
		case 'too_big':
			return [sizeProblem(issue, path)]
		case 'invalid_value':
			return [valueProblem(json, path, issue.values)]
		case 'invalid_type':
			return valueAt(json, path) === undefined
				? [problem('missing-key', at, String(path.at(-1)))]
				: [problem('wrong-type', at, kindOf(issue.expected))]
		case 'invalid_format':
			return [problem(path.at(-1) === 'path' ? 'invalid-path' : 'invalid-format', at, issue.pattern ?? issue.format)]
		default:
			return [problem('invalid-format', at, issue.message)]
	}
}

/** Turns what the schema found into problems that point at the place, in the words of the people who write rules. */
export const structureProblems = (json: unknown, issues: readonly Issue[]): Problem[] =>
	issues.flatMap((issue) => issueProblems(json, issue, issue.path))
