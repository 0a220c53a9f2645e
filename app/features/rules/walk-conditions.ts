import { type Condition, isAll, isAny, isLeaf, isNot, type LeafCondition } from './condition.schema.ts'
import { pointerStep } from './problem.model.ts'
import type { RuleSet } from './rule-set.schema.ts'

/** The parts of a group with their place. A reference has none: shared conditions are places of their own. */
export function partsOf(condition: Condition, pointer: string): { condition: Condition; pointer: string }[] {
	if (isNot(condition)) return [{ condition: condition.not, pointer: `${pointer}/not` }]
	const [key, parts] = isAll(condition) ? ['all', condition.all] : isAny(condition) ? ['any', condition.any] : ['', []]
	return parts.map((part, index) => ({ condition: part, pointer: `${pointer}/${key}/${index}` }))
}

/** Every condition within one, itself first, with its JSON Pointer. */
export function conditionsWithin(condition: Condition, pointer: string): { condition: Condition; pointer: string }[] {
	const inner = partsOf(condition, pointer).flatMap((part) => conditionsWithin(part.condition, part.pointer))
	return [{ condition, pointer }, ...inner]
}

/** Every comparison within a condition, with its JSON Pointer. */
export const leavesWithin = (condition: Condition, pointer: string): { leaf: LeafCondition; pointer: string }[] =>
	conditionsWithin(condition, pointer).flatMap((part) =>
		isLeaf(part.condition) ? [{ leaf: part.condition, pointer: part.pointer }] : [],
	)

/** Where conditions begin: each rule and each shared condition, with its JSON Pointer. */
export function conditionRoots(ruleSet: RuleSet): {
	condition: Condition
	pointer: string
	rule?: RuleSet['rules'][number]
	shared?: string
}[] {
	const shared = Object.entries(ruleSet.conditions ?? {}).map(([name, condition]) => ({
		condition,
		pointer: `/conditions${pointerStep(name)}`,
		shared: name,
	}))
	const rules = ruleSet.rules.map((rule, index) => ({
		condition: rule.conditions,
		pointer: `/rules/${index}/conditions`,
		rule,
	}))
	return [...shared, ...rules]
}
