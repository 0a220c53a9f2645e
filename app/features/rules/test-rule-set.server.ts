import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import type { Problem } from './problem.model.ts'
import { runSavedTests, type TestReport } from './run-tests.ts'
import { validateRuleSet } from './validate-rule-set.ts'

/** What a rule set's problems are and, where it has no errors, how its saved tests come out. */
export async function testRuleSet(content: unknown): Promise<{ problems: Problem[]; reports: TestReport[] }> {
	const problems = validateRuleSet(content, DEFAULT_CATALOGS)
	const compiled = compileRuleSet(content, { version: 0, catalogs: DEFAULT_CATALOGS })
	return { problems, reports: compiled.ok ? await runSavedTests(compiled.value) : [] }
}
