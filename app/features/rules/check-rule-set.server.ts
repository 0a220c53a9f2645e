import { err, ok, type Result } from '#app/core/result.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import type { FactCatalogs } from './fact-catalog.model.ts'
import type { RuleSet } from './rule-set.schema.ts'
import { type RuleSetRefusal, redTests } from './rule-set-refusal.ts'
import { runSavedTests } from './run-tests.ts'
import { validateRuleSet } from './validate-rule-set.ts'

/**
 * Whether content may be published: no errors, at least one saved test, all of them green.
 * Errors: `other-key`, `rule-set-invalid`, `no-tests`, `tests-red`.
 */
export async function checkRuleSet(
	key: string,
	content: unknown,
	catalogs: FactCatalogs,
): Promise<Result<RuleSet, RuleSetRefusal>> {
	const compiled = compileRuleSet(content, { version: 0, catalogs })
	if (!compiled.ok) return err({ code: 'rule-set-invalid', problems: validateRuleSet(content, catalogs) })
	const { ruleSet } = compiled.value
	if (ruleSet.key !== key) return err({ code: 'other-key', key: ruleSet.key })
	if ((ruleSet.tests ?? []).length === 0) return err({ code: 'no-tests' })
	const red = redTests(await runSavedTests(compiled.value))
	return red.length > 0 ? err({ code: 'tests-red', tests: red }) : ok(ruleSet)
}
