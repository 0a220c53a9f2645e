import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import type { FactCatalogs } from './fact-catalog.model.ts'
import type { Problem } from './problem.model.ts'
import { runSavedTests, type TestReport } from './run-tests.ts'
import { findFindings } from './static-checks/find-findings.server.ts'
import type { Finding } from './static-checks/finding.model.ts'
import { validateRuleSet } from './validate-rule-set.ts'

export type RuleSetReport = { problems: Problem[]; findings: Finding[]; reports: TestReport[] }

/**
 * What a rule set's problems are and, where it has no errors, how its saved tests come out and what its author may not
 * have meant.
 */
export async function testRuleSet(content: unknown, catalogs: FactCatalogs = DEFAULT_CATALOGS): Promise<RuleSetReport> {
	const problems = validateRuleSet(content, catalogs)
	const compiled = compileRuleSet(content, { version: 0, catalogs })
	if (!compiled.ok) return { problems, findings: [], reports: [] }
	return { problems, findings: await findFindings(compiled.value), reports: await runSavedTests(compiled.value) }
}
