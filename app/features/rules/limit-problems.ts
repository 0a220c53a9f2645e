import { type Condition, isLeaf, isShared } from './condition.schema.ts'
import { type Problem, pointerStep, problem } from './problem.model.ts'
import type { RuleSet } from './rule-set.schema.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'
import { conditionRoots, conditionsWithin, leavesWithin, partsOf } from './walk-conditions.ts'

/** Size of a condition with shared conditions written out: groups inside groups, and comparisons. */
type Size = { depth: number; leaves: number }

const referencesOf = (condition: Condition): string[] =>
	conditionsWithin(condition, '').flatMap((part) => (isShared(part.condition) ? [part.condition.condition] : []))

function unknownReferences(ruleSet: RuleSet): Problem[] {
	const names = new Set(Object.keys(ruleSet.conditions ?? {}))
	return conditionRoots(ruleSet)
		.flatMap((root) => conditionsWithin(root.condition, root.pointer))
		.flatMap(({ condition, pointer }) =>
			isShared(condition) && !names.has(condition.condition)
				? [problem('unknown-shared-condition', `${pointer}/condition`, condition.condition)]
				: [],
		)
}

/** Shared conditions from which a way leads back to themselves. */
function cyclicNames(shared: NonNullable<RuleSet['conditions']>): string[] {
	const reachable = (name: string, seen: Set<string>): Set<string> => {
		const condition = shared[name]
		for (const next of condition ? referencesOf(condition) : []) {
			if (seen.has(next)) continue
			seen.add(next)
			reachable(next, seen)
		}
		return seen
	}
	return Object.keys(shared).filter((name) => reachable(name, new Set()).has(name))
}

/** Sizes with shared conditions written out, each measured once; only for references without a cycle. */
function sizeMeter(shared: NonNullable<RuleSet['conditions']>): (condition: Condition) => Size {
	const measured = new Map<string, Size>()
	const sizeOf = (condition: Condition): Size => {
		if (isLeaf(condition)) return { depth: 0, leaves: 1 }
		if (isShared(condition)) {
			const target = shared[condition.condition]
			const size = measured.get(condition.condition) ?? (target ? sizeOf(target) : { depth: 0, leaves: 0 })
			measured.set(condition.condition, size)
			return size
		}
		const sizes = partsOf(condition, '').map((part) => sizeOf(part.condition))
		return {
			depth: 1 + Math.max(...sizes.map((size) => size.depth)),
			leaves: sizes.reduce((sum, size) => sum + size.leaves, 0),
		}
	}
	return sizeOf
}

function sizeProblems(ruleSet: RuleSet): Problem[] {
	const sizeOf = sizeMeter(ruleSet.conditions ?? {})
	const tooDeep = conditionRoots(ruleSet)
		.filter((root) => sizeOf(root.condition).depth > RULE_SET_LIMITS.depth)
		.map((root) => problem('depth-exceeded', root.pointer, String(RULE_SET_LIMITS.depth)))
	const expanded = ruleSet.rules.reduce((sum, rule) => sum + sizeOf(rule.conditions).leaves, 0)
	if (expanded <= RULE_SET_LIMITS.leaves) return tooDeep
	return [...tooDeep, problem('shared-conditions-too-large', '/rules', String(RULE_SET_LIMITS.leaves))]
}

function unusedShared(ruleSet: RuleSet): Problem[] {
	const used = new Set(conditionRoots(ruleSet).flatMap((root) => referencesOf(root.condition)))
	return Object.keys(ruleSet.conditions ?? {})
		.filter((name) => !used.has(name))
		.map((name) => problem('unused-shared-condition', `/conditions${pointerStep(name)}`, name))
}

/**
 * Checks what bounds an evaluation: nesting, number of comparisons as written and with shared conditions written out,
 * references that lead back to themselves or nowhere.
 * Codes: `depth-exceeded`, `too-many-leaves`, `too-many-shared-conditions`, `shared-conditions-too-large`,
 * `shared-condition-cycle`, `unknown-shared-condition`, `unused-shared-condition`.
 */
export function limitProblems(ruleSet: RuleSet): Problem[] {
	if (Object.keys(ruleSet.conditions ?? {}).length > RULE_SET_LIMITS.sharedConditions)
		return [problem('too-many-shared-conditions', '/conditions', String(RULE_SET_LIMITS.sharedConditions))]
	const cycles = cyclicNames(ruleSet.conditions ?? {})
	if (cycles.length > 0)
		return cycles.map((name) => problem('shared-condition-cycle', `/conditions${pointerStep(name)}`, name))
	const written = conditionRoots(ruleSet).flatMap((root) => leavesWithin(root.condition, root.pointer)).length
	const tooMany =
		written > RULE_SET_LIMITS.leaves
			? [problem('too-many-leaves', '/rules', String(RULE_SET_LIMITS.leaves))]
			: sizeProblems(ruleSet)
	return [...unknownReferences(ruleSet), ...unusedShared(ruleSet), ...tooMany]
}
