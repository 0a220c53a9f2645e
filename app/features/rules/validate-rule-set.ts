import type { FactCatalogs } from './fact-catalog.model.ts'
import { checkJsonShape } from './json-shape.ts'
import { leafProblems } from './leaf-problems.ts'
import { limitProblems } from './limit-problems.ts'
import type { Problem } from './problem.model.ts'
import { outcomeProblems, wordingProblems } from './rule-problems.ts'
import { type RuleSet, ruleSetSchema } from './rule-set.schema.ts'
import { structureProblems } from './structure-problems.ts'
import { testProblems } from './test-problems.ts'
import { conditionRoots, leavesWithin } from './walk-conditions.ts'

/**
 * Everything that is wrong with a rule set, each problem with its place and, in both languages, the next step. An empty
 * list, or one of warnings only, may be published. Takes anything: a document that is no rule set is a list of problems
 * too. Meaning is checked once the form is right.
 */
export function validateRuleSet(json: unknown, catalogs: FactCatalogs): Problem[] {
	const shape = checkJsonShape(json)
	if (shape.length > 0) return shape
	const parsed = ruleSetSchema.safeParse(json)
	if (!parsed.success) return structureProblems(json, parsed.error.issues)
	return meaningProblems(parsed.data, catalogs)
}

function meaningProblems(ruleSet: RuleSet, catalogs: FactCatalogs): Problem[] {
	const catalog = catalogs[ruleSet.subject]
	return [
		...outcomeProblems(ruleSet),
		...limitProblems(ruleSet),
		...conditionRoots(ruleSet)
			.flatMap((root) => leavesWithin(root.condition, root.pointer))
			.flatMap(({ leaf, pointer }) => leafProblems(leaf, catalog, pointer)),
		...wordingProblems(ruleSet, catalog),
		...testProblems(ruleSet, catalog),
	]
}
